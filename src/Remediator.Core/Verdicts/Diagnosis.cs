using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Verdicts;

/// <summary>From what was read to the cause. What the text says is a symptom; only facts prove a cause.</summary>
public static class Diagnosis
{
    public static Verdict Of(PullFailure failure, PullFacts facts) => WithGaps(failure, OfImage(failure, facts));

    private static Verdict OfImage(PullFailure failure, PullFacts facts) => failure.Image switch
    {
        ImageReference.Invalid => OfText(failure, Cause.InvalidImageName, Confidence.Proved),
        ImageReference.NotEcr { Host: var host } image => OfText(
            failure, Cause.NotEcr, Confidence.Proved, failure.IsOfSandbox ? [OfSandbox(image)] : []) with
        {
            Next = new Message("not-ecr.next", ("host", host)),
        },
        ImageReference.Ecr image => OfEcr(failure, image, facts),
        _ => OfText(failure, Cause.Undetermined, Confidence.Unknown),
    };

    private static Verdict OfEcr(PullFailure failure, ImageReference.Ecr image, PullFacts facts) =>
        OfReadable(failure, image, ForeignRegistry.Readable(image, facts));

    private static Verdict OfReadable(PullFailure failure, ImageReference.Ecr image, PullFacts facts) =>
        ForeignRegistry.Of(failure, image, facts)
        ?? PullThroughCache.OfText(failure, image, facts)
        ?? BySymptom(failure, image, facts);

    private static Verdict BySymptom(PullFailure failure, ImageReference.Ecr image, PullFacts facts) => failure.Symptom switch
    {
        _ when ProxyAnswered.Explains(failure) => TextVerdict.Of(ProxyAnswered.Row, failure, image, facts),
        _ when ClockSkewed.Explains(failure, facts) => TextVerdict.Of(ClockSkewed.ByCertificate, failure, image, facts),
        Symptom.Forbidden => AccessDenied.Of(failure, image, facts),
        Symptom.LayerForbidden => LayerDenied.Of(failure, image, facts),
        Symptom.Unauthorized => CredentialsRefused.Of(failure, image, facts),
        Symptom.NotFound or Symptom.LayerMissing => NotFound.Of(failure, image, facts),
        Symptom.PlatformMismatch => WrongPlatform.Of(failure, image, facts),
        _ when failure.MissedTheRegistry => Unreachable.Of(failure, image, facts),
        _ => TextVerdict.Of(TextCauses.For(failure.Symptom), failure, image, facts),
    };

    /// <summary>What could not be read in the cluster itself.</summary>
    private static Verdict WithGaps(PullFailure failure, Verdict verdict) => verdict with
    {
        Unknowns =
        [
            .. failure.EventsGap is { } events ? [Gaps.Of(new Message("fact.pod-events"), events)] : Array.Empty<Message>(),
            .. failure.PodsGap is { } pods ? [Gaps.Of(new Message("fact.pod-list"), pods)] : Array.Empty<Message>(),
            .. verdict.Unknowns,
            .. failure.SandboxGap is { } gap ? [Gaps.Of(new Message("fact.not-begun"), gap)] : Array.Empty<Message>(),
        ],
    };

    private static Verdict OfText(PullFailure failure, Cause cause, Confidence confidence, params Evidence[] further) =>
        new(cause, confidence, [.. EvidenceChain.Of(failure), .. further], []);

    /// <summary>Today's AMIs bring the image under a name that no registry has; others are pulled by the node's runtime.</summary>
    private static Evidence OfSandbox(ImageReference.NotEcr image) => new(Step.Puller, StepResult.Unknown,
        image.Text.StartsWith("localhost/", StringComparison.Ordinal)
            ? new Message("no-puller.sandbox-of-node")
            : new Message("no-puller.node-runtime"), null);
}
