namespace Remediator.Core;

/// <summary>What a person does next about a cause that this program does not mend.</summary>
public static class NextStep
{
    public static string For(Cause cause) => cause switch
    {
        Cause.RepositoryPolicyDenies => "change the statement of the repository policy that denies this role",
        Cause.RepositoryPolicyDoesNotAllow => "the owner of the repository has to allow this role in the repository policy: another account needs an Allow on both sides",
        Cause.IdentityPolicyDenies => "take the Deny out of the role's policies; a repository policy cannot override it",
        Cause.IdentityPolicyDoesNotAllow => "attach AmazonEC2ContainerRegistryPullOnly (or ReadOnly) to the role that pulls",
        Cause.PermissionsBoundaryDenies => "widen the role's permissions boundary, or use a role without one",
        Cause.EndpointPolicyDenies => "allow the pull in the policy of the VPC endpoint",
        Cause.DeniedElsewhere => "everything that can be read allows the pull: ask the organisation for service control, resource control and VPC endpoint policies; if a policy was changed minutes ago, the kubelet tries again by itself within 5 minutes",
        Cause.RepositoryMissing => "create the repository and push the image, or correct the image reference",
        Cause.ImageMissing => "push the tag, or correct the image reference",
        Cause.ImageArchived => "restore the image from the archive, or use one that is not archived",
        Cause.WrongRegistry => "correct the account or region in the image reference",
        Cause.PlatformMissing => "push an image that has the node's operating system and architecture, or schedule the pod on a node it was built for",
        Cause.CredentialsMissing => "look at the kubelet's credential provider on the node, and at the pod's imagePullSecrets",
        Cause.CredentialsExpired => "renew the token: a pull secret made from an ECR token is good for 12 hours",
        Cause.EcrUnreachable => "check the way from the node's subnet to ECR: NAT or the interface endpoints ecr.api and ecr.dkr, and the gateway endpoint of S3",
        Cause.DnsFailure => "check the node's name server and the VPC's DNS settings",
        Cause.TlsFailure => "check what stands between the node and ECR: a proxy that breaks TLS, or a wrong clock",
        Cause.Throttled => "it passes by itself; if it comes back, pull less often or ask for a higher quota",
        Cause.EcrServerError => "it is ECR's own error: the kubelet tries again by itself",
        Cause.TransferDamaged => "the download was damaged: if it comes back, push the image again",
        Cause.KmsKeyUnusable => "enable the key that encrypts the repository, or restore ECR's grant on it",
        Cause.PullThroughCacheFailed => "check the pull-through cache rule, its upstream and its secret",
        Cause.NodeDiskFull => "free or enlarge the node's disk",
        Cause.InvalidImageName => "correct the image reference in the pod template",
        Cause.NeverPull => "set imagePullPolicy to something else than Never, or load the image onto the node",
        Cause.SignatureInvalid => "the image's signature is not accepted on this node: sign it, or correct the node's policy",
        Cause.RegistryUnavailable => "the registry does not answer: try again later",
        Cause.NotEcr => "the image is not in a private ECR registry, so this program cannot look further",
        _ => "read the text of the pod's events; what could not be read is listed as unknown",
    };
}
