namespace Remediator.Core;

/// <summary>The sentences that come first: what is wrong, and what was done about it.</summary>
public static class Headline
{
    public static string Diagnosis(Finding finding)
    {
        var who = finding.Puller?.Role.Name ?? "the node's role";
        var image = Untrusted.Line(finding.Failure.Image.ToString() ?? "", 300);
        var repository = finding.Failure.Image is ImageReference.Ecr ecr ? ecr.Repository : image;
        return finding.Verdict.Cause switch
        {
            Cause.RepositoryPolicyDenies => $"The policy of ECR repository {repository} denies the pull to {who}.",
            Cause.RepositoryPolicyDoesNotAllow => $"The policy of ECR repository {repository} does not allow {who}, a role of another account, to pull.",
            Cause.IdentityPolicyDenies => $"A policy of {who} itself denies the pull.",
            Cause.IdentityPolicyDoesNotAllow => $"No policy of {who} allows the pull.",
            Cause.PermissionsBoundaryDenies => $"The permissions boundary of {who} keeps it from pulling.",
            Cause.EndpointPolicyDenies => "The policy of a VPC endpoint denies the pull.",
            Cause.DeniedElsewhere => $"ECR denies the pull to {who}, although every policy that could be read allows it.",
            Cause.RepositoryMissing => $"There is no ECR repository {repository} in this registry and region.",
            Cause.ImageMissing => $"Repository {repository} does not hold {image}.",
            Cause.ImageArchived => $"{image} is archived, and an archived image is not served.",
            Cause.WrongRegistry => $"{image} points to the wrong registry.",
            Cause.PlatformMissing => $"{image} was not built for the node's platform.",
            Cause.CredentialsMissing => "The node showed ECR no valid credentials.",
            Cause.CredentialsExpired => "The token shown to ECR has expired.",
            Cause.EcrUnreachable => "The node does not reach ECR.",
            Cause.DnsFailure => "The node cannot look up ECR's name.",
            Cause.TlsFailure => "The TLS handshake with ECR fails.",
            Cause.Throttled => "Pulls are throttled.",
            Cause.EcrServerError => "ECR answers with a server error.",
            Cause.TransferDamaged => $"{image} arrived damaged.",
            Cause.KmsKeyUnusable => $"The key that encrypts repository {repository} cannot be used.",
            Cause.PullThroughCacheFailed => $"The pull-through cache could not fetch {image}.",
            Cause.NodeDiskFull => "The node's disk is full.",
            Cause.InvalidImageName => $"\"{image}\" is no valid image reference.",
            Cause.NeverPull => $"{image} is not on the node and imagePullPolicy is Never.",
            Cause.SignatureInvalid => $"The signature of {image} was not accepted.",
            Cause.RegistryUnavailable => "The registry is not available.",
            Cause.NotEcr => $"{image} is not in a private ECR registry: {Untrusted.Line(WhyNotEcr(finding))}.",
            _ => $"Why {image} cannot be pulled could not be proved.",
        };
    }

    public static string Deed(Finding finding) => finding.Outcome switch
    {
        Outcome.Patched { Pulled: true, Ready: true } => "The policy was patched; the image was pulled and the pod is ready.",
        Outcome.Patched { Pulled: true } => "The policy was patched and the image was pulled; the pod is not ready yet.",
        Outcome.Patched => "The policy was patched; no pull was seen yet. The next event looks again.",
        Outcome.RolledBack => "The policy was patched, the pull still failed, and the old policy was put back.",
        Outcome.RollbackFailed => "ATTENTION: the patch did not help AND the old policy could not be put back.",
        Outcome.PolicyMoved => "Someone else changed the policy meanwhile, so nothing was overwritten.",
        Outcome.NotNeeded => "Nothing had to be done any more.",
        Outcome.Refused => "Nothing was changed.",
        Outcome.Failed => "A change was tried and failed.",
        _ when finding.Failure.IsAhead => "Nothing fails yet: the pods run from their nodes' caches, and their next pull would fail.",
        _ => finding.Plan switch
        {
            Plan.PatchPolicy => "Nothing was changed: this deployment only reports.",
            Plan.Ask => "Nothing was changed: a person has to decide.",
            _ => "Nothing was changed.",
        },
    };

    private static string WhyNotEcr(Finding finding) =>
        finding.Failure.Image is ImageReference.NotEcr other ? other.Why : "";
}
