using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Verdicts;

/// <summary>
/// Causes that only the node sees, so that its text is the evidence: they are proved where the node decides the matter itself or where
/// several nodes say the same without knowing of each other.
/// </summary>
internal static class TextVerdict
{
    public static Verdict Of(PullFailure failure, ImageReference.Ecr image, PullFacts facts)
    {
        var (cause, confidence) = CauseOf(failure, facts);
        return new Verdict(cause, confidence,
            [
                .. EvidenceChain.Of(failure),
                .. What(cause, failure, facts) is { } what
                    ? [new Evidence(Step.PodEvents, StepResult.Fail, what, Command(cause, failure))]
                    : Array.Empty<Evidence>(),
                EvidenceChain.Image(image, facts.Image),
                .. ManifestEvidence.Of(image, facts),
                EvidenceChain.Puller(failure, facts.Puller),
                EvidenceChain.Skipped(Step.IdentityPermissions, new Message("not-evaluated.other-text")),
                EvidenceChain.Skipped(Step.RepositoryPolicy, new Message("not-evaluated.other-text")),
            ],
            Gaps.Of(
                (new Message("fact.image"), facts.Image),
                (new Message("fact.puller"), facts.Puller),
                (new Message("fact.node"), facts.Node),
                (new Message("fact.encryption-key"), facts.EncryptionKey),
                (new Message("fact.manifest"), facts.Manifest)));
    }

    private static (Cause, Confidence) CauseOf(PullFailure failure, PullFacts facts) => failure.Symptom switch
    {
        _ when ManifestEvidence.KeyIsUnusable(facts) => (Cause.KmsKeyUnusable, Confidence.Proved),
        Symptom.TokenExpired => (Cause.CredentialsExpired, Confidence.Likely),
        // it can stand before the real cause, which the events would show
        Symptom.PullQpsExceeded => (Cause.Throttled, failure.EventsGap is null ? Confidence.Proved : Confidence.Likely),
        Symptom.Throttled => (Cause.Throttled, BySeveral(failure)),
        Symptom.ServerError => (Cause.EcrServerError, BySeveral(failure)),
        Symptom.RegistryUnavailable => (Cause.RegistryUnavailable, BySeveral(failure)),
        Symptom.DamagedTransfer => (Cause.TransferDamaged, BySeveral(failure)),
        Symptom.DiskFull =>
            (Cause.NodeDiskFull, facts.Node is Fact<NodeState>.Known { Value.DiskPressure: true } ? Confidence.Proved : Confidence.Likely),
        Symptom.InvalidImageName => (Cause.InvalidImageName, Confidence.Proved),
        Symptom.NeverPull => (Cause.NeverPull, Confidence.Proved),
        Symptom.SignatureInvalid => (Cause.SignatureInvalid, Confidence.Proved),
        _ => (Cause.Undetermined, Confidence.Unknown),
    };

    private static Confidence BySeveral(PullFailure failure) => failure.Spread.Nodes > 1 ? Confidence.Proved : Confidence.Likely;

    private static Message? What(Cause cause, PullFailure failure, PullFacts facts) => cause switch
    {
        Cause.CredentialsExpired => new Message("credentials.expired"),
        Cause.Throttled when failure.Symptom is Symptom.PullQpsExceeded => new Message("throttling.by-kubelet"),
        Cause.Throttled => failure.Spread.Breadth is Breadth.OnePod or Breadth.OneNode
            ? new Message("throttling.one-node")
            : new Message("throttling.account"),
        Cause.EcrServerError => failure.Spread.Breadth is Breadth.OnePod or Breadth.OneNode or Breadth.OneRepository
            ? new Message("server-error.one-repository")
            : new Message("server-error.several-repositories", ("url", "https://health.aws.amazon.com")),
        Cause.TransferDamaged => failure.Spread.Nodes > 1
            ? new Message("transfer.several-nodes")
            : new Message("transfer.one-node"),
        Cause.NodeDiskFull when facts.Node is Fact<NodeState>.Known { Value: var node } =>
            node.DiskPressure ? new Message("disk.pressure") : new Message("disk.no-pressure"),
        Cause.SignatureInvalid => new Message("signature.not-accepted"),
        Cause.RegistryUnavailable => new Message("registry.unavailable"),
        _ => null,
    };

    private static string? Command(Cause cause, PullFailure failure) =>
        cause is Cause.NodeDiskFull or Cause.Throttled or Cause.TransferDamaged or Cause.SignatureInvalid
        ? ShellCommands.NodeConditions(failure.First.Node)
        : null;
}
