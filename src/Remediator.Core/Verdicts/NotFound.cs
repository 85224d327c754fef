using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Wording;

namespace Remediator.Core.Verdicts;

/// <summary>"not found": containerd says the same for a missing repository, tag, digest and an archived image; ECR tells them apart.</summary>
internal static class NotFound
{
    public static Verdict Judge(PullFailure failure, ImageReference.Ecr image, PullFacts facts)
    {
        var (cause, confidence) = CauseOf(image, facts);
        return new Verdict(cause, confidence,
            [
                .. EvidenceChain.Of(failure),
                EvidenceChain.Image(image, facts.Image),
                .. Absent.Told(image, facts),
                .. ManifestEvidence.Told(image, facts),
                EvidenceChain.Puller(failure, facts.Puller),
                EvidenceChain.Skipped(Step.IdentityPermissions, new Message("not-evaluated.not-found")),
                EvidenceChain.Skipped(Step.RepositoryPolicy, new Message("not-evaluated.not-found")),
            ],
            Gaps.Of(
                (new Message("fact.image"), facts.Image),
                (new Message("fact.pull-through-rules"), facts.PullThroughRules),
                (new Message("fact.repository-elsewhere"), facts.Elsewhere),
                (new Message("fact.encryption-key"), facts.EncryptionKey),
                (new Message("fact.manifest"), facts.Manifest)));
    }

    private static (Cause, Confidence) CauseOf(ImageReference.Ecr image, PullFacts facts) => facts.Image switch
    {
        Fact<ImageInRepository>.Known { Value: ImageInRepository.RepositoryMissing } => Absent.CauseOf(Cause.RepositoryMissing, image, facts),
        Fact<ImageInRepository>.Known { Value: ImageInRepository.Missing } => Absent.CauseOf(Cause.ImageMissing, image, facts),
        Fact<ImageInRepository>.Known { Value: ImageInRepository.Archived } => (Cause.ImageArchived, Confidence.Proved),
        Fact<ImageInRepository>.Known when ManifestEvidence.KeyIsUnusable(facts) => (Cause.KmsKeyUnusable, Confidence.Proved),
        Fact<ImageInRepository>.Unknown when Absent.PlacesOf(facts).Count > 0 => (Cause.WrongRegistry, Confidence.Likely),
        _ => (Cause.Undetermined, Confidence.Unknown),
    };
}
