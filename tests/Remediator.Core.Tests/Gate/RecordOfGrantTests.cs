using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Gate;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Language;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Gate;

/// <summary>A grant that is read back from the table is trusted no more than any other record.</summary>
public class RecordOfGrantTests
{
    private static readonly PullFacts s_facts = Situation.Facts with { RepositoryPolicy = Situation.Policy(null) };

    private static readonly PatchRecord s_approved = Record(Assert.IsType<Plan.Ask>(Situation.Planned(s_facts, failure: Failure)).Patch!);

    private static PullFailure Failure =>
        Situation.Failure(image: "444455556666.dkr.ecr.us-west-2.amazonaws.com/shop/ui:1.2.1");

    private static PatchRecord Record(PolicyPatch patch) => new("pull-1#1", "pull-1", Failure, ((Fact<Puller>.Known)s_facts.Puller).Value,
        patch, Situation.Now, PatchPhase.Written, Message.Verbatim("the alias"), null);

    private static string? Refusal(PatchRecord record, PullFacts? now = null) =>
        Assert.IsType<Fact<Message?>.Known>(RecordCheck.WhyNot(record, now ?? s_facts, Situation.Rails)).Value?.Code;

    [Fact]
    public void A_grant_that_a_person_approved_may_be_finished() => Assert.Null(Refusal(s_approved));

    [Fact]
    public void A_grant_without_an_approval_is_not_acted_on() =>
        Assert.Equal("record.not-approved", Refusal(s_approved with { Channel = null }));

    [Fact]
    public void A_grant_of_something_else_is_not_acted_on() => Assert.Equal("record.other-change",
        Refusal(s_approved with
        {
            Patch = s_approved.Patch with
            {
                After = Situation.PolicyOf(
            """{"Effect":"Allow","Principal":"*","Action":"ecr:*"}""")
            }
        }));

    [Fact]
    public void A_grant_in_a_repository_that_is_not_opted_in_any_more_is_not_acted_on() =>
        Assert.Equal("plan.not-opted-in", Refusal(s_approved, s_facts with { RepositoryTags = Situation.Tags() }));

    [Fact]
    public void What_the_role_may_do_by_its_own_policies_now_does_not_matter() => Assert.Null(Refusal(s_approved,
        s_facts with { IdentityPolicies = Fact.Gap<IReadOnlyList<PolicyDocument>>(Situation.Throttled) }));
}
