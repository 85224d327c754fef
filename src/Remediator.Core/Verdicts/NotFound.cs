using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Policies.Evaluation;

namespace Remediator.Core.Verdicts;

/// <summary>
/// "not found": containerd says the same for a missing repository, tag, digest and an archived image; ECR distinguishes them.
/// </summary>
internal static class NotFound
{
    public static Verdict Of(PullFailure failure, ImageReference.Ecr image, PullFacts facts)
    {
        var (cause, confidence) = CauseOf(image, facts);
        return new Verdict(cause, confidence,
            [
                .. EvidenceChain.Of(failure),
                EvidenceChain.Image(image, facts.Image),
                .. Absent.EvidenceOf(image, facts),
                .. ManifestEvidence.Of(image, facts),
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
        Fact<ImageInRepository>.Known { Value: ImageInRepository.RepositoryMissing } =>
            Absent.CauseOf(Cause.RepositoryMissing, image, facts),
        Fact<ImageInRepository>.Known { Value: ImageInRepository.Missing } => Absent.CauseOf(Cause.ImageMissing, image, facts),
        Fact<ImageInRepository>.Known { Value: ImageInRepository.Archived } => (Cause.ImageArchived, Confidence.Proved),
        Fact<ImageInRepository>.Known when ManifestEvidence.KeyIsUnusable(facts) => (Cause.KmsKeyUnusable, Confidence.Proved),
        Fact<ImageInRepository>.Unknown when Absent.PlacesOf(facts).Count > 0 => (Cause.WrongRegistry, Confidence.Likely),
        _ => (Cause.Undetermined, Confidence.Unknown),
    };
}

/// <summary>
/// Why the registry does not have the image: it is elsewhere, a pull-through cache did not fetch it, or nobody pushed it.
/// </summary>
internal static class Absent
{
    private const string Import = "ecr:BatchImportUpstreamImage";
    private const string Create = "ecr:CreateRepository";

    /// <param name="missing"><see cref="Cause.RepositoryMissing"/> or <see cref="Cause.ImageMissing"/>.</param>
    public static (Cause, Confidence) CauseOf(Cause missing, ImageReference.Ecr image, PullFacts facts)
    {
        var rule = RuleOf(image, facts);
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

    public static IReadOnlyList<Place> PlacesOf(PullFacts facts) =>
        (facts.Elsewhere as Fact<IReadOnlyList<Place>>.Known)?.Value ?? [];

    public static IReadOnlyList<Evidence> EvidenceOf(ImageReference.Ecr image, PullFacts facts) =>
    [
        .. PlacesOf(facts).Select(place => new Evidence(Step.ImageExists, StepResult.Fail,
            new Message("image.repository-elsewhere", ("repository", image.Repository), ("account", place.Account),
                ("region", place.Region)),
            ShellCommands.DescribeRepository(image.Repository, place.Account, place.Region))),
        .. RuleOf(image, facts) is { } rule ? EvidenceOf(image, rule, facts) : [],
    ];

    private static PullThroughRule? RuleOf(ImageReference.Ecr image, PullFacts facts) =>
        facts.PullThroughRules is Fact<IReadOnlyList<PullThroughRule>>.Known { Value: var rules }
            ? PullThroughRule.For(image.Repository, rules)
            : null;

    private static Evidence[] EvidenceOf(ImageReference.Ecr image, PullThroughRule rule, PullFacts facts) =>
    [
        new(Step.ImageExists, StepResult.Fail,
            rule.Secret is { } secret
                ? new Message("pull-through.with-secret", ("rule", rule.Prefix), ("upstream", rule.Upstream), ("secret", secret))
                : new Message("pull-through.without-credentials", ("rule", rule.Prefix), ("upstream", rule.Upstream)),
            ShellCommands.PullThroughRule(image.Registry, rule.Prefix)),
        .. Rights(image, facts) is { } lacking
            ? [new Evidence(Step.IdentityPermissions, StepResult.Fail, new Message("pull-through.not-permitted", ("actions", lacking)),
                null)]
            : Array.Empty<Evidence>(),
    ];

    /// <summary>
    /// Filling the cache is done with the puller's own rights.
    /// https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html
    /// </summary>
    private static string? Rights(ImageReference.Ecr image, PullFacts facts)
    {
        if (facts.Puller is not Fact<Puller>.Known { Value: var puller })
            return null;
        string[] needed = facts.Image is Fact<ImageInRepository>.Known { Value: ImageInRepository.RepositoryMissing }
            ? [Import, Create]
            : [Import];
        var lacking = needed.Where(action => AccessEvaluation.Of(PullAccess.Case(image, puller, facts, action,
            null)).Answer is PolicyAnswer.ImplicitlyDenied or PolicyAnswer.ExplicitlyDenied).ToArray();
        return lacking.Length == 0 ? null : string.Join(", ", lacking);
    }
}
