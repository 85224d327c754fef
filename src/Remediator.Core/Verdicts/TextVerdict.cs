using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;

namespace Remediator.Core.Verdicts;

/// <summary>The verdict of a <see cref="TextCause"/>, with what was read beside the text.</summary>
internal static class TextVerdict
{
    public static Verdict Of(TextCause row, PullFailure failure, ImageReference.Ecr image, PullFacts facts)
    {
        var (cause, confidence) = ManifestEvidence.KeyIsUnusable(facts)
            ? (Cause.KmsKeyUnusable, Confidence.Proved)
            : (row.Cause, row.Confidence(failure, facts));
        return new Verdict(cause, confidence,
            [
                .. EvidenceChain.Of(failure),
                .. cause == row.Cause && row.Shows(failure, facts) is { } shown
                    ? [new Evidence(Step.PodEvents, StepResult.Fail, shown, row.Command(failure))]
                    : Array.Empty<Evidence>(),
                EvidenceChain.Image(image, facts.Image),
                .. ManifestEvidence.Of(image, facts),
                EvidenceChain.Puller(failure, facts.Puller),
                EvidenceChain.Skipped(Step.IdentityPermissions, row.NotEvaluated),
                EvidenceChain.Skipped(Step.RepositoryPolicy, row.NotEvaluated),
            ],
            Gaps.Of(
                (new Message("fact.image"), facts.Image),
                (new Message("fact.puller"), facts.Puller),
                (new Message("fact.node"), facts.Node),
                (new Message("fact.encryption-key"), facts.EncryptionKey),
                (new Message("fact.manifest"), facts.Manifest)))
        {
            Next = cause == row.Cause ? row.Next(failure) : null,
            NextCommand = cause == row.Cause ? row.NextCommand(failure) : null,
        };
    }
}
