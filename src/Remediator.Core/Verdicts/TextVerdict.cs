using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Verdicts;

/// <summary>
/// Causes that only the node sees, so that its words are the witness: they are proved where the node decides the matter itself or where
/// several nodes say the same without knowing of each other.
/// </summary>
internal static class TextVerdict
{
    public static Verdict Judge(PullFailure failure, ImageReference.Ecr image, PullFacts facts)
    {
        var (cause, confidence) = CauseOf(failure, facts);
        return new Verdict(cause, confidence,
            [
                .. EvidenceChain.Of(failure),
                .. What(cause, failure, facts) is { } what ? [new Evidence(Step.PodEvents, StepResult.Fail, what, Command(cause, failure))] : Array.Empty<Evidence>(),
                EvidenceChain.Image(image, facts.Image),
                .. ManifestEvidence.Told(image, facts),
                EvidenceChain.Puller(failure, facts.Puller),
                EvidenceChain.Skipped(Step.IdentityPermissions, "the text does not speak of permissions"),
                EvidenceChain.Skipped(Step.RepositoryPolicy, "the text does not speak of permissions"),
            ],
            Gaps.Of(("image", facts.Image), ("puller", facts.Puller), ("node", facts.Node), ("encryption key", facts.EncryptionKey), ("manifest", facts.Manifest)));
    }

    private static (Cause, Confidence) CauseOf(PullFailure failure, PullFacts facts) => failure.Symptom switch
    {
        _ when ManifestEvidence.KeyIsUnusable(facts) => (Cause.KmsKeyUnusable, Confidence.Proved),
        Symptom.TokenExpired => (Cause.CredentialsExpired, Confidence.Likely),
        // it can stand before the real cause, which the events would tell
        Symptom.PullQpsExceeded => (Cause.Throttled, failure.EventsGap is null ? Confidence.Proved : Confidence.Likely),
        Symptom.Throttled => (Cause.Throttled, BySeveral(failure)),
        Symptom.ServerError => (Cause.EcrServerError, BySeveral(failure)),
        Symptom.RegistryUnavailable => (Cause.RegistryUnavailable, BySeveral(failure)),
        Symptom.DamagedTransfer => (Cause.TransferDamaged, BySeveral(failure)),
        Symptom.DiskFull => (Cause.NodeDiskFull, facts.Node is Fact<NodeState>.Known { Value.DiskPressure: true } ? Confidence.Proved : Confidence.Likely),
        Symptom.InvalidImageName => (Cause.InvalidImageName, Confidence.Proved),
        Symptom.NeverPull => (Cause.NeverPull, Confidence.Proved),
        Symptom.SignatureInvalid => (Cause.SignatureInvalid, Confidence.Proved),
        _ => (Cause.Undetermined, Confidence.Unknown),
    };

    private static Confidence BySeveral(PullFailure failure) => failure.Spread.Nodes > 1 ? Confidence.Proved : Confidence.Likely;

    private static string? What(Cause cause, PullFailure failure, PullFacts facts) => cause switch
    {
        Cause.CredentialsExpired => "a token of ECR is good for 12 hours: the kubelet renews its own, so an old one comes from an imagePullSecret or from a credential provider that no longer answers",
        Cause.Throttled when failure.Symptom is Symptom.PullQpsExceeded => "the kubelet's own limit of pulls a second (registryPullQPS) was reached, ECR was not asked",
        Cause.Throttled => failure.Spread.Breadth is Breadth.OnePod or Breadth.OneNode
            ? "ECR limits one node only: it pulls too often"
            : "ECR limits several nodes at once: the account's quota is used up",
        Cause.EcrServerError => failure.Spread.Breadth is Breadth.OnePod or Breadth.OneNode or Breadth.OneRepository
            ? "ECR answers this repository with an error of its own"
            : "ECR answers several repositories with errors of its own: see https://health.aws.amazon.com",
        Cause.TransferDamaged => failure.Spread.Nodes > 1
            ? "several nodes get the same image damaged, so the image itself is damaged"
            : "only one node gets it damaged, so its disk or its way to S3 is to blame first",
        Cause.NodeDiskFull when facts.Node is Fact<NodeState>.Known { Value: var node } =>
            node.DiskPressure ? "the kubelet reports DiskPressure" : "the kubelet reports no DiskPressure, so the disk had room again or the limit is the image file system's",
        Cause.SignatureInvalid => "the node's own policy wants a signature and found none that it accepts",
        Cause.RegistryUnavailable => "the container runtime finds the registry not available",
        _ => null,
    };

    private static string? Command(Cause cause, PullFailure failure) => cause is Cause.NodeDiskFull or Cause.Throttled or Cause.TransferDamaged or Cause.SignatureInvalid
        ? ShellCommands.NodeConditions(failure.First.Node)
        : null;
}
