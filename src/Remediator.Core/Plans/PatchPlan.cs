using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Images;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Plans;

/// <summary>The rails between a proved patch and writing it: what is refused first, then what a person must decide, then what may be done.</summary>
internal static class PatchPlan
{
    public static Plan For(ImageReference.Ecr image, PullFacts facts, Guardrails rails)
    {
        var puller = ((Fact<Puller>.Known)facts.Puller).Value;
        var before = ((Fact<PolicyDocument?>.Known)facts.RepositoryPolicy).Value!;
        var ofRole = CaseOf(image, facts, rails, puller, before);
        // a Deny may stand on the session alone; only then is it the session that is spoken of
        var fix = Fix.For(ofRole);
        return (fix is Fix.NotNeeded ? Fix.For(ofRole with { Session = puller.RoleSession }) : fix) switch
        {
            Fix.Patch patch => Railed(Patch(image, facts, puller, rails, patch), patch, image, facts, puller, rails),
            Fix.Refused refused => new Plan.LeaveAlone(refused.Why, null, Refused: true),
            _ => new Plan.LeaveAlone("no statement of the repository policy has to change", null, Refused: false),
        };
    }

    private static Plan Railed(PolicyPatch patch, Fix.Patch fix, ImageReference.Ecr image, PullFacts facts, Puller puller, Guardrails rails)
    {
        var afterwards = PullAccess.Of(image, puller, facts, fix.After);
        if (afterwards.Any(d => d.Answer is PolicyAnswer.ExplicitlyDenied or PolicyAnswer.ImplicitlyDenied))
            return new Plan.LeaveAlone("the pull would still be denied after this change, so it is not made", patch, Refused: true);
        if (NotOptedIn(image, facts, rails) is { } closed)
            return new Plan.LeaveAlone(closed, patch, Refused: true);
        return WhyAsk(fix, facts, puller, afterwards) is { } why ? new Plan.Ask(why, patch) : new Plan.PatchPolicy(patch);
    }

    private static Message? NotOptedIn(ImageReference.Ecr image, PullFacts facts, Guardrails rails)
    {
        var tags = (facts.RepositoryTags as Fact<IReadOnlyDictionary<string, string>>.Known)?.Value;
        return rails.OptIns.Include(image, tags, (facts.Self as Fact<RoleArn>.Known)?.Value.Account) ? null
            : facts.RepositoryTags.Gap is { } gap ? $"whether the owner of repository {image.Repository} allows a patch could not be read: {gap}"
            : $"the owner of repository {image.Repository} has not allowed patches: neither the tag {OptIns.TagKey}={OptIns.TagValue} nor PATCHABLE_REPOSITORIES names it";
    }

    private static Message? WhyAsk(Fix.Patch fix, PullFacts facts, Puller puller, IReadOnlyList<Decision> afterwards) =>
        !puller.Proved ? $"who pulls is only hinted at ({puller.How}), not proved by the node"
        : facts.Image.Gap is { } gap ? $"whether the image exists could not be read: {gap}"
        : facts.Image is not Fact<ImageInRepository>.Known { Value: ImageInRepository.Present } ? "the image cannot be served, so the pull would fail all the same"
        : facts.IdentityPolicies.Gap is { } identity ? $"the policies of {puller.Role.Name} could not be read: {identity}"
        : facts.Boundary.Gap is { } boundary ? $"the permissions boundary of {puller.Role.Name} could not be read: {boundary}"
        : facts.Self.Gap is { } self ? $"it is not known which role this program runs as: {self}"
        : afterwards.Any(d => d.Answer is PolicyAnswer.Unknown)
            ? $"whether the pull would be allowed hinges on {string.Join(", ", afterwards.SelectMany(d => d.Unknowns).Distinct())}"
        : fix.Ask ?? DeliberateDeny.Sign(facts);

    private static PolicyPatch Patch(ImageReference.Ecr image, PullFacts facts, Puller puller, Guardrails rails, Fix.Patch fix)
    {
        var source = facts.RepositoryTags is Fact<IReadOnlyDictionary<string, string>>.Known { Value: var tags } ? PolicySource.Of(tags) : null;
        return new(image, puller.Role, rails.Strategy, rails.Restart, fix.Before, fix.After, fix.Changes, source is null ? fix.Warnings : [.. fix.Warnings, source.Warning])
        {
            Source = source,
        };
    }

    private static FixCase CaseOf(ImageReference.Ecr image, PullFacts facts, Guardrails rails, Puller puller, PolicyDocument before)
    {
        var access = PullAccess.Case(image, puller, facts, EcrActions.Pull[0], before);
        return new FixCase
        {
            Role = puller.Role,
            Resource = image.RepositoryArn,
            ResourcePolicy = before,
            IdentityPolicies = access.IdentityPolicies,
            PermissionsBoundary = access.PermissionsBoundary,
            Context = access.Context,
            Strategy = rails.Strategy,
            ProtectedSids = rails.ProtectedSids,
            OwnRole = facts.Spoke ?? (facts.Self as Fact<RoleArn>.Known)?.Value,
        };
    }
}
