using Remediator.Core.Verdicts;

namespace Remediator.Core.Wording;

internal static class EnglishCauses
{
    public static CauseWords Of(Cause cause, Named named) => cause switch
    {
        Cause.RepositoryPolicyDenies => new(
            $"The policy of ECR repository {named.Repository} denies the pull to {named.Role}.",
            "a statement of the repository policy denies this role, and an explicit deny wins over every allow.",
            "change the statement of the repository policy that denies this role"),
        Cause.RepositoryPolicyDoesNotAllow => new(
            $"The policy of ECR repository {named.Repository} does not allow {named.Role}, a role of another account, to pull.",
            "the role's own policies allow the pull, the repository policy does not, and across accounts both have to.",
            "the owner of the repository has to allow this role in the repository policy: another account needs an Allow on both sides"),
        Cause.IdentityPolicyDenies => new(
            $"A policy of {named.Role} itself denies the pull.",
            "a statement of an identity policy of the role denies it; no repository policy can override that.",
            "take the Deny out of the role's policies; a repository policy cannot override it"),
        Cause.IdentityPolicyDoesNotAllow => new(
            $"No policy of {named.Role} allows the pull.",
            "every identity policy of the role was read, and none allows what a pull needs.",
            "attach AmazonEC2ContainerRegistryPullOnly (or ReadOnly) to the role that pulls"),
        Cause.PermissionsBoundaryDenies => new(
            $"The permissions boundary of {named.Role} keeps it from pulling.",
            "the role's policies may allow the pull, but its boundary denies it or leaves it out.",
            "widen the role's permissions boundary, or use a role without one"),
        Cause.EndpointPolicyDenies => new(
            "The policy of a VPC endpoint denies the pull.",
            "the role and the repository allow it; the policy of the endpoint on the node's way to ECR or S3 does not.",
            "allow the pull in the policy of the VPC endpoint"),
        Cause.DeniedElsewhere => new(
            $"ECR denies the pull to {named.Role}, although every policy that could be read allows it.",
            "identity policies, boundary and repository policy were judged, and none of them denies the pull.",
            "everything that can be read allows the pull: ask the organization for service control and resource control policies; if a policy was changed minutes ago, the kubelet tries again by itself within 5 minutes"),
        Cause.RepositoryMissing => new(
            $"There is no ECR repository {named.Repository} in this registry and region.",
            "ECR itself answers that the repository does not exist.",
            "create the repository and push the image, or correct the image reference"),
        Cause.ImageMissing => new(
            $"Repository {named.Repository} does not hold {named.Image}.",
            "the repository exists, and ECR finds no such tag or digest in it.",
            "push the tag, or correct the image reference"),
        Cause.ImageArchived => new(
            $"{named.Image} is archived, and an archived image is not served.",
            "ECR lists the image with the status archived.",
            "restore the image from the archive, or use one that is not archived"),
        Cause.WrongRegistry => new(
            $"{named.Image} points to the wrong registry.",
            "a repository of this name exists in another account or region of this cluster, not where the image says.",
            "correct the account or region in the image reference"),
        Cause.PlatformMissing => new(
            $"{named.Image} was not built for the node's platform.",
            "the image's manifest has no entry for the node's operating system and architecture.",
            "push an image that has the node's operating system and architecture, or schedule the pod on a node it was built for"),
        Cause.CredentialsMissing => new(
            "The node showed ECR no valid credentials.",
            "ECR answered 401, although the role may ask for a token.",
            "look at the kubelet's credential provider on the node, and at the pod's imagePullSecrets"),
        Cause.CredentialsExpired => new(
            "The token shown to ECR has expired.",
            "ECR's answer says so; a token is good for 12 hours.",
            "renew the token: a pull secret made from an ECR token is good for 12 hours"),
        Cause.EcrUnreachable => new(
            "The node does not reach ECR.",
            "the connection to the registry got no answer; the way from the node, as far as it could be read, is in the evidence.",
            "check the way from the node's subnet to ECR: NAT or the interface endpoints ecr.api and ecr.dkr, and the gateway endpoint of S3"),
        Cause.DnsFailure => new(
            "The node cannot look up ECR's name.",
            "the look-up of the registry's host name failed on the node.",
            "check the node's name server and the VPC's DNS settings"),
        Cause.TlsFailure => new(
            "The TLS handshake with ECR fails.",
            "the connection was made, and the certificate or the handshake was refused.",
            "check what stands between the node and ECR: a proxy that breaks TLS, or a wrong clock"),
        Cause.Throttled => new(
            "Pulls are throttled.",
            "what stopped the pull was a rate limit, not a refusal.",
            "it passes by itself; if it comes back, pull less often or ask for a higher quota"),
        Cause.EcrServerError => new(
            "ECR answers with a server error.",
            "the answer was an error of the 5xx class, which is the service's own.",
            "it is ECR's own error: the kubelet tries again by itself"),
        Cause.TransferDamaged => new(
            $"{named.Image} arrived damaged.",
            "what arrived was cut short or does not match its digest.",
            "the download was damaged: if it comes back, push the image again"),
        Cause.KmsKeyUnusable => new(
            $"The key that encrypts repository {named.Repository} cannot be used.",
            "the image is there, and ECR refuses to hand it out with a KMS error.",
            "enable the key that encrypts the repository, or restore ECR's grant on it"),
        Cause.PullThroughCacheFailed => new(
            $"The pull-through cache could not fetch {named.Image}.",
            "a pull-through cache rule covers the repository, and the image is not there.",
            "check the pull-through cache rule, its upstream and its secret"),
        Cause.NodeDiskFull => new(
            "The node's disk is full.",
            "the container runtime found no room to write the image.",
            "free or enlarge the node's disk"),
        Cause.InvalidImageName => new(
            $"\"{named.Image}\" is no valid image reference.",
            "the kubelet refused the name before it asked any registry.",
            "correct the image reference in the pod template"),
        Cause.NeverPull => new(
            $"{named.Image} is not on the node and imagePullPolicy is Never.",
            "the kubelet says that it may not pull, and that it does not have the image.",
            "set imagePullPolicy to something else than Never, or load the image onto the node"),
        Cause.SignatureInvalid => new(
            $"The signature of {named.Image} was not accepted.",
            "the node's own policy refused the image's signature.",
            "the image's signature is not accepted on this node: sign it, or correct the node's policy"),
        Cause.RegistryUnavailable => new(
            "The registry is not available.",
            "the container runtime reports the registry as unavailable.",
            "the registry does not answer: try again later"),
        Cause.NotEcr => new(
            $"{named.Image} is no private ECR image: {named.WhyNotEcr}.",
            "the image reference itself shows it.",
            "the image is not in a private ECR registry, so this program cannot look further"),
        _ => new(
            $"Why {named.Image} cannot be pulled could not be proved.",
            "neither the text of the failure nor what could be read decides it.",
            "read the text of the pod's events; what could not be read is listed as unknown"),
    };
}
