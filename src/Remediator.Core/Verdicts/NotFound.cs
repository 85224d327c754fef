namespace Remediator.Core;

/// <summary>"not found": containerd says the same for a missing repository, tag, digest and an archived image; ECR tells them apart.</summary>
internal static class NotFound
{
    public static Verdict Judge(PullFailure failure, ImageReference.Ecr image, Facts facts)
    {
        var (cause, confidence) = facts.Image switch
        {
            Fact<ImageInRepository>.Known { Value: ImageInRepository.RepositoryMissing } => (Cause.RepositoryMissing, Confidence.Proved),
            Fact<ImageInRepository>.Known { Value: ImageInRepository.Missing } => (Cause.ImageMissing, Confidence.Proved),
            Fact<ImageInRepository>.Known { Value: ImageInRepository.Archived } => (Cause.ImageArchived, Confidence.Proved),
            _ => (Cause.Undetermined, Confidence.Unknown),
        };
        return new Verdict(cause, confidence,
            [
                .. Chain.Of(failure),
                Chain.Image(image, facts.Image),
                Chain.Puller(failure, facts.Puller),
                Chain.Skipped(Step.IdentityPermissions, "the registry answered \"not found\", not \"denied\""),
                Chain.Skipped(Step.RepositoryPolicy, "the registry answered \"not found\", not \"denied\""),
            ],
            Gaps.Of(("image", facts.Image)));
    }
}
