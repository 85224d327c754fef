using Remediator.Core.Facts;
using Remediator.Core.Images;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Plans;

/// <summary>
/// The guardrails between a proved patch and writing it: what is refused, then what needs approval, then what may be done.
/// </summary>
internal static class PatchPlan
{
    public static Plan For(ImageReference.Ecr image, PullFacts facts, Guardrails guardrails)
    {
        var puller = ((Fact<Puller>.Known)facts.Puller).Value;
        var before = ((Fact<PolicyDocument?>.Known)facts.RepositoryPolicy).Value!;
        var ofRole = CaseOf(image, facts, guardrails, puller, before);
        // a Deny may be on the session alone; only then the fix is about the session
        var fix = Fix.For(ofRole);
        return (fix is Fix.NotNeeded ? Fix.For(ofRole with { Session = puller.RoleSession }) : fix) switch
        {
            Fix.Patch patch =>
                Guarded(Patch(image, facts, puller, guardrails, patch, guardrails.Strategy), patch, image, facts, puller, guardrails),
            Fix.Refused refused => new Plan.LeaveAlone(refused.Why, null, Refused: true),
            _ => new Plan.LeaveAlone(new Message("plan.nothing-to-change"), null, Refused: false),
        };
    }

    private static Plan Guarded(PolicyPatch patch, Fix.Patch fix, ImageReference.Ecr image, PullFacts facts, Puller puller,
        Guardrails guardrails)
    {
        var afterwards = PullAccess.Of(image, puller, facts, fix.After);
        if (afterwards.Any(d => d.Answer is PolicyAnswer.ExplicitlyDenied or PolicyAnswer.ImplicitlyDenied))
            return new Plan.LeaveAlone(new Message("plan.still-denied"), patch, Refused: true);
        if (NotOptedIn(image, facts, guardrails) is { } closed)
            return new Plan.LeaveAlone(closed, patch, Refused: true);
        return WhyAsk(fix, facts, puller, afterwards) is { } why ? new Plan.Ask(why, patch) : new Plan.PatchPolicy(patch);
    }

    public static Message? NotOptedIn(ImageReference.Ecr image, PullFacts facts, Guardrails guardrails)
    {
        var tags = facts.RepositoryTags.ValueOrNull();
        return guardrails.OptIns.Include(image, tags, facts.Self.ValueOrNull()?.Account) ? null
            : facts.RepositoryTags.Gap is { } gap ? new Message("plan.opt-in-unread", ("repository", image.Repository), ("why", gap))
            : new Message("plan.not-opted-in", ("repository", image.Repository), ("tag", $"{OptIns.TagKey}={OptIns.TagValue}"));
    }

    /// <summary>Why a person has to decide: first what could not be read, then what the fix itself asks about.</summary>
    public static Message? WhyAsk(Fix.Patch fix, PullFacts facts, Puller puller, IReadOnlyList<Decision> afterwards) =>
        !puller.Proved ? new Message("plan.puller-inferred", ("how", puller.How))
        : facts.Image.Gap is { } gap ? new Message("plan.image-unread", ("why", gap))
        : facts.Image is not Fact<ImageInRepository>.Known { Value: ImageInRepository.Present } ? new Message("plan.image-not-served")
        : facts.IdentityPolicies.Gap is { } identity ? new Message("plan.identity-policies-unread", ("role", puller.Role.Name),
            ("why", identity))
        : facts.Boundary.Gap is { } boundary ? new Message("plan.boundary-unread", ("role", puller.Role.Name), ("why", boundary))
        : facts.RegistryPolicyGap is { } registry
            ? new Message("plan.registry-policy-unread", ("why", registry))
        : facts.Self.Gap is { } self ? new Message("plan.own-role-unknown", ("why", self))
        : afterwards.Any(d => d.Answer is PolicyAnswer.Unknown)
            ? new Message("plan.undecidable", ("keys", string.Join(", ", afterwards.SelectMany(d => d.Unknowns).Distinct())))
        : fix.Ask ?? DeliberateDeny.Sign(facts);

    public static PolicyPatch Patch(ImageReference.Ecr image, PullFacts facts, Puller puller, Guardrails guardrails, Fix.Patch fix,
        PatchStrategy strategy)
    {
        var source = facts.RepositoryTags is Fact<IReadOnlyDictionary<string, string>>.Known { Value: var tags }
            ? PolicySource.Of(tags)
            : null;
        return new(image, puller.Role, strategy, guardrails.Restart, fix.Before, fix.After, fix.Changes,
            source is null ? fix.Warnings : [.. fix.Warnings, source.Warning])
        {
            Source = source,
        };
    }

    public static FixCase CaseOf(ImageReference.Ecr image, PullFacts facts, Guardrails guardrails, Puller puller, PolicyDocument? before)
    {
        var access = PullAccess.Case(image, puller, facts, EcrActions.Pull[0], before);
        return new FixCase
        {
            Role = puller.Role,
            Resource = image.RepositoryArn,
            ResourcePolicy = before,
            RegistryPolicy = access.RegistryPolicy,
            IdentityPolicies = access.IdentityPolicies,
            PermissionsBoundary = access.PermissionsBoundary,
            Context = access.Context,
            Strategy = guardrails.Strategy,
            ProtectedSids = guardrails.ProtectedSids,
            OwnRole = facts.Spoke ?? facts.Self.ValueOrNull(),
        };
    }
}
