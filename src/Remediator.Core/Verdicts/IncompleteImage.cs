using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Verdicts;

/// <summary>
/// The tag is there, and what the node asked for next by its digest is not: an image that the tag's index lists, a layer or a
/// configuration.
/// </summary>
internal static class IncompleteImage
{
    /// <summary>Null where every part that the text names is there, or could not be looked up.</summary>
    public static (Cause, Confidence)? CauseOf(PullFailure failure, ImageReference.Ecr image, PullFacts facts) =>
        failure.MissedPart is not { } part ? null
        : facts.MissedPart switch
        {
            Fact<PartInRepository>.Known { Value: PartInRepository.Missing } =>
                Sure(Absent.CauseOf(Cause.ImageMissing, image, facts), part, facts),
            Fact<PartInRepository>.Known { Value: PartInRepository.Archived } => (Cause.ImageArchived, Confidence.Proved),
            _ => null,
        };

    /// <summary>ECR does not serve what the text names.</summary>
    public static bool Lacks(PullFacts facts) => facts.MissedPart is Fact<PartInRepository>.Known { Value: not PartInRepository.Present };

    /// <summary>The part that is archived while the tag itself is not; null where there is none.</summary>
    public static AskedContent? ArchivedPart(PullFailure failure, PullFacts facts) =>
        facts.MissedPart is Fact<PartInRepository>.Known { Value: PartInRepository.Archived }
        && facts.Image is not Fact<ImageInRepository>.Known { Value: ImageInRepository.Archived }
            ? failure.MissedPart
            : null;

    public static IReadOnlyList<Evidence> EvidenceOf(PullFailure failure, ImageReference.Ecr image, PullFacts facts)
    {
        if (failure.MissedPart is not { } part || facts.MissedPart is not { } fact)
            return [];
        var command = ShellCommands.Part(image, part);
        return fact switch
        {
            Fact<PartInRepository>.Known { Value: PartInRepository.Missing } when MovedTo(part, facts) is { } now =>
            [
                new(Step.ImageExists, StepResult.Fail, new Message("image.tag-pushed-again",
                    ("repository", image.Repository), ("part", Name(part)), ("image", image.Shown), ("digest", now)), command),
            ],
            Fact<PartInRepository>.Known { Value: var found } =>
            [
                new(Step.ImageExists, found is PartInRepository.Present ? StepResult.Pass : StepResult.Fail, found switch
                {
                    PartInRepository.Present => new Message("image.part-present", ("repository", image.Repository), ("part", Name(part))),
                    PartInRepository.Archived => new Message("image.part-archived", ("repository", image.Repository), ("part", Name(part))),
                    _ => new Message("image.part-missing",
                        ("repository", image.Repository), ("part", Name(part)), ("image", image.Shown)),
                }, command),
            ],
            _ => [new(Step.ImageExists, StepResult.Unknown, fact.Gap!, command)],
        };
    }

    /// <summary>The verdict with the next step that brings the missing part back.</summary>
    public static Verdict Advised(Verdict verdict, PullFailure failure, PullFacts facts) =>
        verdict.Cause is not Cause.ImageMissing || failure.MissedPart is not { } part || !Lacks(facts) ? verdict
        : verdict with
        {
            Next = MovedTo(part, facts) is not null ? new Message("image-part.next.tag-moved")
                : part.IsManifest ? new Message("image-part.next.push-index")
                : new Message("image-part.next.push-layer"),
        };

    /// <summary>A tag that stands for an index, and an index that lacks an image; where that could not be read, it is likely.</summary>
    private static (Cause, Confidence) Sure((Cause Cause, Confidence Confidence) found, AskedContent part, PullFacts facts) =>
        part.IsManifest && Tagged(facts) is not { IsIndex: true } && found.Confidence is Confidence.Proved
            ? (found.Cause, Confidence.Likely)
            : found;

    /// <summary>
    /// The tag stands for a single image now, so what was asked for by its digest is what it stood for before: it was pushed again.
    /// </summary>
    private static string? MovedTo(AskedContent part, PullFacts facts) =>
        part.IsManifest && Tagged(facts) is { IsIndex: false, Digest: { } now } && now != part.Digest ? now : null;

    private static ImageInRepository.Present? Tagged(PullFacts facts) =>
        facts.Image.ValueOrNull() as ImageInRepository.Present;

    public static Message Name(AskedContent part) => part.IsManifest
        ? new Message("image-part.manifest", ("digest", part.Digest))
        : new Message("image-part.layer", ("digest", part.Digest));
}
