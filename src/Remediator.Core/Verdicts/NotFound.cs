using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;

namespace Remediator.Core.Verdicts;

/// <summary>
/// "not found": containerd says the same for a missing repository, tag, digest and an archived image; ECR distinguishes them.
/// </summary>
internal static class NotFound
{
    public static Verdict Of(PullFailure failure, ImageReference.Ecr image, PullFacts facts)
    {
        var (cause, confidence) = CauseOf(failure, image, facts);
        var verdict = new Verdict(cause, confidence,
            [
                .. EvidenceChain.Of(failure),
                EvidenceChain.Image(image, facts.Image),
                .. IncompleteImage.EvidenceOf(failure, image, facts),
                .. Absent.EvidenceOf(image, facts),
                .. ManifestEvidence.Of(image, facts),
                EvidenceChain.Puller(failure, facts.Puller),
                EvidenceChain.Skipped(Step.IdentityPermissions, new Message("not-evaluated.not-found")),
                EvidenceChain.Skipped(Step.RepositoryPolicy, new Message("not-evaluated.not-found")),
            ],
            [
                .. Gaps.Of(
                    (new Message("fact.image"), facts.Image),
                    (new Message("fact.held-images"), Absent.HeldIn(facts)),
                    (new Message("fact.missed-part"), facts.MissedPart),
                    (new Message("fact.pull-through-rules"), facts.PullThroughRules),
                    (new Message("fact.creation-templates"), facts.CreationTemplates),
                    (new Message("fact.upstream-failure"), facts.Upstream),
                    (new Message("fact.repository-elsewhere"), facts.Elsewhere),
                    (new Message("fact.encryption-key"), facts.EncryptionKey),
                    (new Message("fact.manifest"), facts.Manifest)),
                .. PullThroughEvidence.GapsOfRights(image, facts),
            ]);
        var advised = PullThroughCache.Advised(Absent.Advised(verdict, image, facts), failure, image, facts);
        return IncompleteImage.Advised(advised, failure, facts);
    }

    private static (Cause, Confidence) CauseOf(PullFailure failure, ImageReference.Ecr image, PullFacts facts) => facts.Image switch
    {
        // a cache that was emptied fills itself at the next pull, unless that is not permitted
        _ when failure.IsAhead && PullThroughCache.IsUnfilled(image, facts) && CacheRights.Of(image, facts) is not { Lacking.Count: > 0 } =>
            (Cause.Undetermined, Confidence.Unknown),
        Fact<ImageInRepository>.Known { Value: ImageInRepository.RepositoryMissing } =>
            Absent.CauseOf(Cause.RepositoryMissing, image, facts),
        Fact<ImageInRepository>.Known { Value: ImageInRepository.Missing } => Absent.CauseOf(Cause.ImageMissing, image, facts),
        Fact<ImageInRepository>.Known { Value: ImageInRepository.Archived } => (Cause.ImageArchived, Confidence.Proved),
        Fact<ImageInRepository>.Known when ManifestEvidence.KeyIsUnusable(facts) => (Cause.KmsKeyUnusable, Confidence.Proved),
        _ when IncompleteImage.CauseOf(failure, image, facts) is { } incomplete => incomplete,
        Fact<ImageInRepository>.Unknown when Absent.PlacesOf(facts).Count > 0 => (Cause.WrongRegistry, Confidence.Likely),
        _ => (Cause.Undetermined, Confidence.Unknown),
    };
}

/// <summary>
/// Why the registry does not have the image: it is elsewhere, a pull-through cache did not fetch it, or nobody pushed it.
/// </summary>
internal static class Absent
{
    /// <param name="missing"><see cref="Cause.RepositoryMissing"/> or <see cref="Cause.ImageMissing"/>.</param>
    public static (Cause, Confidence) CauseOf(Cause missing, ImageReference.Ecr image, PullFacts facts)
    {
        var rule = PullThroughCache.RuleOf(image, facts);
        if (rule is { IsRoot: false })
            return (Cause.PullThroughCacheFailed, Confidence.Proved);
        if (missing is Cause.RepositoryMissing && PlacesOf(facts).Count > 0)
            return (Cause.WrongRegistry, facts.PullThroughRules?.Gap is null ? Confidence.Proved : Confidence.Likely);
        if (rule is not null)
            return (Cause.PullThroughCacheFailed, Confidence.Proved);
        if (facts.PullThroughRules?.Gap is not null && image.Repository.Contains('/'))
            return (Cause.Undetermined, Confidence.Unknown);
        return (missing, facts.PullThroughRules?.Gap is null && facts.Elsewhere?.Gap is null ? Confidence.Proved : Confidence.Likely);
    }

    /// <summary>The verdict with the place that has the repository, or the tag that may have been meant.</summary>
    public static Verdict Advised(Verdict verdict, ImageReference.Ecr image, PullFacts facts) => verdict.Cause switch
    {
        Cause.WrongRegistry when PlacesOf(facts) is [var place, ..] => verdict with
        {
            Next = new Message("wrong-registry.next",
                ("reference", $"{HostIn(place, image.Registry)}/{image.Repository}"), ("image", image.Shown)),
        },
        Cause.ImageMissing when facts.Image is Fact<ImageInRepository>.Known { Value: ImageInRepository.Missing missing }
            && EvidenceChain.Nearest(image, missing.Held) is { Count: > 0 } near => verdict with
            {
                Next = new Message("image.next.nearest", ("image", image.Shown), ("nearest", string.Join(", ", near))),
            },
        _ => verdict,
    };

    /// <summary>What else the repository holds; null where the image is not missing.</summary>
    public static IFact? HeldIn(PullFacts facts) =>
        facts.Image is Fact<ImageInRepository>.Known { Value: ImageInRepository.Missing { Held: var held } } ? held : null;

    private static string HostIn(Place place, EcrRegistry registry) => registry.Host
        .Replace(registry.Account, place.Account, StringComparison.Ordinal)
        .Replace($".{registry.Region}.", $".{place.Region}.", StringComparison.Ordinal);

    public static IReadOnlyList<Place> PlacesOf(PullFacts facts) =>
        facts.Elsewhere.ValueOrNull() ?? [];

    public static IReadOnlyList<Evidence> EvidenceOf(ImageReference.Ecr image, PullFacts facts) =>
    [
        .. PlacesOf(facts).Select(place => new Evidence(Step.ImageExists, StepResult.Fail,
            new Message("image.repository-elsewhere", ("repository", image.Repository), ("account", place.Account),
                ("region", place.Region)),
            ShellCommands.DescribeRepository(image.Repository, place.Account, place.Region))),
        .. PullThroughEvidence.Of(image, facts),
    ];
}
