using Remediator.Core.Facts;
using Remediator.Core.Images;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Plans;

/// <summary>
/// An Allow for a role that nothing allows to pull: one statement, for one role that the node proves, in a repository whose owner opted in,
/// and only ever for a person to approve.
/// </summary>
internal static class GrantPlan
{
    /// <summary>The owner's tag by which a role of the repository's own account may be allowed there.</summary>
    public const string TagKey = "remediator:grant";
    public const string TagValue = "allowed";

    /// <summary>
    /// Across accounts only the repository's side is missing; within one account the role's own policies are the place, unless the owner
    /// wants it here.
    /// </summary>
    public static bool IsFor(Cause cause, ImageReference.Ecr image, PullFacts facts) =>
        cause is Cause.RepositoryPolicyDoesNotAllow
        || (cause is Cause.IdentityPolicyDoesNotAllow
            && facts.Puller is Fact<Puller>.Known { Value.Role.Account: var account } && account == image.Registry.Account
            && facts.RepositoryTags is Fact<IReadOnlyDictionary<string, string>>.Known { Value: var tags }
            && tags.GetValueOrDefault(TagKey) == TagValue);

    /// <summary>Null where an Allow in the repository policy is not what is missing, or not all.</summary>
    public static Plan? For(ImageReference.Ecr image, PullFacts facts, Guardrails guardrails, Verdict verdict)
    {
        if (facts.Puller is not Fact<Puller>.Known { Value: var puller }
            || facts.RepositoryPolicy is not Fact<PolicyDocument?>.Known { Value: var before } || !MayGetToken(image, facts, puller))
            return null;
        // a pod's author could name any role
        if (!puller.Proved)
            return new Plan.LeaveAlone(new Message("plan.grant-inferred", ("how", puller.How)), null, Refused: true);
        var need = PatchPlan.CaseOf(image, facts, guardrails, puller, before) with { Session = puller.RoleSession };
        return Fix.Allowing(need) switch
        {
            Fix.Patch fix => Guarded(PatchPlan.Patch(image, facts, puller, guardrails, fix, PatchStrategy.Grant), fix, image, facts, puller,
                guardrails, verdict),
            Fix.Refused refused => new Plan.LeaveAlone(refused.Why, null, Refused: true),
            _ => null,
        };
    }

    private static Plan Guarded(PolicyPatch patch, Fix.Patch fix, ImageReference.Ecr image, PullFacts facts, Puller puller,
        Guardrails guardrails, Verdict verdict)
    {
        if (PatchPlan.NotOptedIn(image, facts, guardrails) is { } closed)
            return new Plan.LeaveAlone(closed, patch, Refused: true);
        // what the answers depend on stands in the fix's own question
        var otherwise = PatchPlan.WhyAsk(fix with { Ask = null }, facts, puller, []);
        Message?[] reasons = [fix.Ask, otherwise, verdict.Contradiction];
        return new Plan.Ask(Message.Joined([.. reasons.OfType<Message>()]), patch);
    }

    /// <summary>The token comes from the role's own policies alone, and without it nothing is pulled.</summary>
    private static bool MayGetToken(ImageReference.Ecr image, PullFacts facts, Puller puller) => AccessEvaluation.Of(
        PullAccess.Case(image, puller, facts, EcrActions.GetAuthorizationToken, null) with { Resource = "*" }).Answer
        is PolicyAnswer.Allowed or PolicyAnswer.Unknown;
}
