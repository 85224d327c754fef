using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Policies.Language;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Verdicts;

/// <summary>
/// A repository that ECR fills from an upstream when it is pulled. ECR answers 403 or 404 whatever kept it from that; only some texts say
/// more. https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
/// </summary>
internal static class PullThroughCache
{
    private static readonly Symptom[] s_answers =
        [Symptom.Forbidden, Symptom.Unauthorized, Symptom.NotFound, Symptom.Throttled, Symptom.ServerError, Symptom.Unknown];

    /// <summary>An event about a failure this long ago need not be about the failure of now.</summary>
    private static readonly TimeSpan s_recent = TimeSpan.FromHours(1);

    public static PullThroughRule? RuleOf(ImageReference.Ecr image, PullFacts facts) =>
        facts.PullThroughRules is Fact<IReadOnlyList<PullThroughRule>>.Known { Value: var rules }
            ? PullThroughRule.For(image.Repository, rules)
            : null;

    /// <summary>A rule should have brought the image, and it is not there.</summary>
    public static bool IsUnfilled(ImageReference.Ecr image, PullFacts facts) => RuleOf(image, facts) is not null
        && facts.Image is Fact<ImageInRepository>.Known { Value: ImageInRepository.Missing or ImageInRepository.RepositoryMissing };

    /// <summary>The text itself speaks of the upstream, or of a right that only filling a cache needs.</summary>
    public static bool IsInText(PullFailure failure) =>
        s_answers.Contains(failure.Symptom) && (RefusedTo(failure) is not null || failure.Signs.SpeaksOfUpstream);

    /// <summary>The verdict that the text alone decides, or null.</summary>
    public static Verdict? OfText(PullFailure failure, ImageReference.Ecr image, PullFacts facts) => !IsInText(failure) ? null
        : Advised(new Verdict(Cause.PullThroughCacheFailed, IsProvedBy(failure, image, facts) ? Confidence.Proved : Confidence.Likely,
            [
                .. EvidenceChain.Of(failure),
                new(Step.PodEvents, StepResult.Fail, RefusedTo(failure) is { } action
                    ? new Message("pull-through.refused", ("action", action))
                    : new Message("pull-through.upstream-refused"), null),
                EvidenceChain.Image(image, facts.Image),
                .. PullThroughEvidence.Of(image, facts, withRights: RefusedTo(failure) is not null),
                EvidenceChain.Puller(failure, facts.Puller),
                EvidenceChain.Skipped(Step.RepositoryPolicy, new Message("not-evaluated.pull-through")),
            ],
            Gaps.Of(
                (new Message("fact.image"), facts.Image),
                (new Message("fact.puller"), facts.Puller),
                (new Message("fact.identity-policies"), facts.IdentityPolicies),
                (new Message("fact.permissions-boundary"), facts.Boundary),
                (new Message("fact.pull-through-rules"), facts.PullThroughRules),
                (new Message("fact.creation-templates"), facts.CreationTemplates),
                (new Message("fact.upstream-failure"), facts.Upstream))), failure, image, facts);

    /// <summary>How sure it is that this is why ECR answers 403: a policy of the organization would look the same.</summary>
    public static Confidence ConfidenceOfRefusal(ImageReference.Ecr image, PullFacts facts) =>
        CacheRights.Of(image, facts) is { Lacking.Count: > 0, Puller.Proved: true }
        || (ReportedOf(image, facts) is { } reported && facts.AsOf - reported.At < s_recent)
            ? Confidence.Proved
            : Confidence.Likely;

    /// <summary>What ECR reported of this image, or null.</summary>
    public static UpstreamFailure? ReportedOf(ImageReference.Ecr image, PullFacts facts) =>
        facts.Upstream is Fact<UpstreamFailure?>.Known { Value: { } failed } && (failed.Tag is null || failed.Tag == image.Tag)
            ? failed
            : null;

    /// <summary>The verdict with the next step that its rule and the puller's rights call for.</summary>
    public static Verdict Advised(Verdict verdict, PullFailure failure, ImageReference.Ecr image, PullFacts facts) =>
        verdict.Cause is Cause.PullThroughCacheFailed ? verdict with { Next = NextStep(failure, image, facts) } : verdict;

    private static bool IsProvedBy(PullFailure failure, ImageReference.Ecr image, PullFacts facts) => IsUnfilled(image, facts)
        && (RefusedTo(failure) is not { } action
            || CacheRights.Of(image, facts) is { Puller.Proved: true } rights
                && (rights.Lacking.Contains(action) || IsSaidOf(rights.Puller, failure.Denial!)));

    private static bool IsSaidOf(Puller puller, DenialTail tail) => tail.Context is not null
        && Principal.TryParse(tail.User, out var user)
        && user is Principal.Session { Of: var role } && (role.Account, role.Name) == (puller.Role.Account, puller.Role.Name);

    private static string? RefusedTo(PullFailure failure) => new[] { CacheRights.Import, CacheRights.Create }
        .FirstOrDefault(action => action.Equals(failure.Denial?.Action, StringComparison.OrdinalIgnoreCase));

    private static Message? NextStep(PullFailure failure, ImageReference.Ecr image, PullFacts facts)
    {
        var refused = RefusedTo(failure);
        var ofRule = refused is null && RuleOf(image, facts) is { } rule
            ? PullThroughEvidence.NextStep(image, rule, ReportedOf(image, facts) is not null)
            : null;
        // an upstream that was asked was asked with the rights there are
        IReadOnlyList<string> lacking = refused is null && failure.Signs.SpeaksOfUpstream ? []
            : CacheRights.Of(image, facts)?.Lacking ?? [];
        if (refused is not null)
            lacking = [.. lacking.Append(refused).Distinct()];
        var grant = lacking.Count == 0 ? null : new Message("pull-through.next.grant", ("actions", string.Join(", ", lacking)));
        return (grant, ofRule) is ({ } first, { } second)
            ? PullThroughEvidence.Both(first, second)
            : grant ?? ofRule;
    }
}
