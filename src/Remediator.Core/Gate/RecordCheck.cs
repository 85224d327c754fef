using Remediator.Core.Facts;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Language;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Gate;

/// <summary>
/// Whether a patch that is read back from the incident table may be acted on. The table is trusted no more than an event: the record has to
/// be the very plan that follows from the policy before it, for the identity that pulls now, in a repository that is opted in now.
/// </summary>
public static class RecordCheck
{
    /// <param name="now">Read now; the repository policy in it plays no part.</param>
    /// <returns>Null where it may be acted on, else why not; unknown where a fact that decides could not be read.</returns>
    public static Fact<Message?> WhyNot(PatchRecord record, PullFacts now, Guardrails guardrails)
    {
        var patch = record.Patch;
        if (now.Puller is not Fact<Puller>.Known { Value: var puller })
            return Refused(new Message("record.puller-unknown", ("why", now.Puller.Gap!)));
        if (puller.Role != patch.Principal)
            return Refused(new Message("record.other-principal", ("role", puller.Role.ToString()), ("stored", patch.Principal.ToString())));
        if (!puller.Proved && record.Channel is null)
            return Refused(new Message("plan.puller-inferred", ("how", puller.How)));
        if (patch.IsGrant && record.Channel is null)
            return Refused(new Message("record.not-approved"));
        var plan = PlanBefore(record, puller, now, guardrails);
        if (record.Failure.Symptom is not Symptom.Forbidden)
            return Refused(new Message("record.other-change"));
        if (plan.Proposal?.Hash != patch.Hash)
            return Refused(plan is Plan.LeaveAlone { Reason: var why }
                ? new Message("record.not-proved", ("why", why)) : new Message("record.other-change"));
        return OptedIn(patch, now, guardrails);
    }

    /// <summary>
    /// The plan as it was made before the write. What the role may do elsewhere decides nothing about the content of a patch and may have
    /// changed since, so it is left open.
    /// </summary>
    private static Plan PlanBefore(PatchRecord record, Puller puller, PullFacts now, Guardrails guardrails)
    {
        var open = new Message("gap.not-read-again");
        var before = now with
        {
            RepositoryPolicy = Fact.Of(record.Patch.Before),
            // a Deny may be on the session that pulled then
            Puller = Fact.Of(puller with { Session = record.Puller.Session }),
            IdentityPolicies = record.Patch.IsGrant
                ? Fact.Of<IReadOnlyList<PolicyDocument>>([OwnPoliciesOf(record.Patch)])
                : Fact.Gap<IReadOnlyList<PolicyDocument>>(open),
            Boundary = record.Patch.IsGrant ? Fact.Of<PolicyDocument?>(null) : Fact.Gap<PolicyDocument?>(open),
            RegistryPolicy = Fact.Gap<PolicyDocument?>(open),
        };
        return Plan.For(record.Failure, before, new Verdict(CauseOf(record.Patch), Confidence.Unknown, [], []), guardrails);
    }

    /// <summary>
    /// Those with which an Allow is missing, and no more than it: a grant is made for a role that its own policies allow, across accounts,
    /// and within one for a role that they allow to get a token.
    /// </summary>
    private static PolicyDocument OwnPoliciesOf(PolicyPatch patch) => PolicyDocument.Parse(
        CauseOf(patch) is Cause.IdentityPolicyDoesNotAllow
            ? """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecr:GetAuthorizationToken","Resource":"*"}]}"""
            : """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecr:*","Resource":"*"}]}""");

    /// <summary>
    /// The cause that a patch is made for. Within one account a grant is made for the role's own silence, and only where the owner asks for
    /// it.
    /// </summary>
    public static Cause CauseOf(PolicyPatch patch) => !patch.IsGrant ? Cause.RepositoryPolicyDenies
        : patch.Principal.Account == patch.Image.Registry.Account ? Cause.IdentityPolicyDoesNotAllow
        : Cause.RepositoryPolicyDoesNotAllow;

    private static Fact<Message?> OptedIn(PolicyPatch patch, PullFacts now, Guardrails guardrails)
    {
        var tags = now.RepositoryTags.ValueOrNull();
        return guardrails.OptIns.Include(patch.Image, tags, now.Self.ValueOrNull()?.Account) ? Fact.Of<Message?>(null)
            : now.RepositoryTags.Gap is { } gap ? Fact.Gap<Message?>(gap)
            : Refused(new Message("plan.not-opted-in", ("repository", patch.Repository), ("tag", $"{OptIns.TagKey}={OptIns.TagValue}")));
    }

    private static Fact<Message?> Refused(Message why) => Fact.Of<Message?>(why);
}
