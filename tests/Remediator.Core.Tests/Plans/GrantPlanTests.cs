using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Tests.Plans;

/// <summary>When an Allow is put before a person, and when it is not even that.</summary>
public class GrantPlanTests
{
    private const string Elsewhere = "444455556666.dkr.ecr.us-west-2.amazonaws.com/shop/ui:1.2.1";

    private static readonly PullFailure s_failure = Situation.Failure(image: Elsewhere);

    /// <summary>The repository is another account's, its policy does not name us, and its owner opted in.</summary>
    private static readonly PullFacts s_facts = Situation.Facts with
    {
        RepositoryPolicy = Situation.Policy(Situation.PolicyOf(
            """{"Sid":"Look","Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"ecr:DescribeImages"}""")),
    };

    private static readonly PolicyDocument s_tokenOnly =
        Situation.PolicyOf("""{"Effect":"Allow","Action":"ecr:GetAuthorizationToken","Resource":"*"}""");

    private static Plan Planned(PullFacts facts, PullFailure? failure = null) =>
        Situation.Planned(facts, failure: failure ?? s_failure);

    private static Plan.Ask Asked(PullFacts facts, PullFailure? failure = null) => Assert.IsType<Plan.Ask>(Planned(facts, failure));

    private static Plan.LeaveAlone LeftAlone(PullFacts facts, PullFailure? failure = null) =>
        Assert.IsType<Plan.LeaveAlone>(Planned(facts, failure));

    [Fact]
    public void A_role_that_the_repository_of_another_account_does_not_allow_is_put_before_a_person()
    {
        var patch = Asked(s_facts).Patch!;
        Assert.True(patch.IsGrant);
        Assert.Equal(Situation.NodeRole, patch.Principal);
        Assert.Equal(["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            patch.Changes.Select(change => change.Action));
    }

    [Theory]
    [InlineData(Mode.Report)]
    [InlineData(Mode.Approve)]
    [InlineData(Mode.Auto)]
    public void In_no_mode_and_under_no_strategy_is_a_grant_more_than_a_question(Mode mode)
    {
        foreach (var strategy in Enum.GetValues<PatchStrategy>())
            Assert.IsType<Plan.Ask>(Situation.Planned(s_facts, Situation.Rails with { Mode = mode, Strategy = strategy }, s_failure));
    }

    [Fact]
    public void Where_no_policy_exists_the_plan_names_what_is_made_and_that_nothing_was_there()
    {
        var patch = Asked(s_facts with { RepositoryPolicy = Situation.Policy(null) }).Patch!;
        Assert.Null(patch.Before);
        Assert.NotNull(patch.After);
        Assert.NotEqual(Asked(s_facts).Patch!.Hash, patch.Hash);
    }

    [Fact]
    public void A_repository_that_is_not_opted_in_is_left_alone_with_the_statement_for_its_owner()
    {
        var plan = LeftAlone(s_facts with { RepositoryTags = Situation.Tags() });
        Assert.Equal(("plan.not-opted-in", true), (plan.Why.Code, plan.Refused));
        Assert.NotNull(plan.Patch);
    }

    [Fact]
    public void An_identity_that_was_only_inferred_is_granted_nothing_not_even_as_a_proposal()
    {
        var plan = LeftAlone(s_facts with { Puller = Situation.Inferred });
        Assert.Equal(("plan.grant-inferred", true), (plan.Why.Code, plan.Refused));
        Assert.Null(plan.Proposal);
    }

    [Fact]
    public void An_identity_that_is_not_known_is_granted_nothing() =>
        Assert.Null(LeftAlone(s_facts with { Puller = Fact.Gap<Puller>(Situation.Denied) }).Proposal);

    [Fact]
    public void A_role_whose_own_policies_do_not_allow_either_is_not_helped_by_a_grant()
    {
        var plan = LeftAlone(s_facts with { IdentityPolicies = Situation.Identity(s_tokenOnly) });
        Assert.Equal("cause.IdentityPolicyDoesNotAllow.next", plan.Why.Code);
        Assert.Null(plan.Proposal);
    }

    [Fact]
    public void What_could_not_be_read_stands_in_the_question() =>
        Assert.Contains("who changed the repository policy last could not be read", $"{Asked(s_facts with
        {
            PolicyChangedBy = Fact.Gap<ChangedBy?>(Situation.Throttled),
        }).Why}", StringComparison.Ordinal);

    [Fact]
    public void A_registry_policy_that_could_not_be_read_stands_in_the_question() =>
        Assert.Contains("whether the registry policy denies the pull as well could not be read", $"{Asked(s_facts with
        {
            RegistryPolicy = Fact.Gap<PolicyDocument?>(Situation.Denied),
        }).Why}", StringComparison.Ordinal);

    [Fact]
    public void Within_one_account_the_role_s_own_policies_are_the_place() =>
        Assert.Equal("cause.IdentityPolicyDoesNotAllow.next", LeftAlone(Own(), Situation.Failure()).Why.Code);

    [Fact]
    public void Within_one_account_the_owner_may_want_the_grant_in_the_repository_policy()
    {
        var patch = Asked(Own((OptIns.TagKey, OptIns.TagValue), ("remediator:grant", "allowed")), Situation.Failure()).Patch!;
        Assert.True(patch.IsGrant);
        Assert.Null(patch.Before);
        Assert.All(patch.Changes, change => Assert.Equal(PolicyAnswer.Allowed, change.Becomes));
    }

    [Fact]
    public void The_owner_s_wish_for_grants_opts_nothing_in_by_itself() =>
        Assert.Equal("plan.not-opted-in", LeftAlone(Own(("remediator:grant", "allowed")), Situation.Failure()).Why.Code);

    [Fact]
    public void A_role_that_may_not_even_ask_for_a_token_is_not_helped_by_a_grant() =>
        Assert.Null(LeftAlone(Own((OptIns.TagKey, OptIns.TagValue), ("remediator:grant", "allowed")) with
        {
            IdentityPolicies = Situation.Identity(),
        }, Situation.Failure()).Proposal);

    [Fact]
    public void A_pod_that_may_pull_from_another_repository_is_no_reason_to_grant() =>
        Assert.Null(LeftAlone(s_facts, s_failure with { Unreconciled = Situation.Denied }).Proposal);

    [Fact]
    public void Workloads_that_would_fail_at_their_next_pull_grant_nothing()
    {
        var finding = NextPull.Of(s_failure with { IsAhead = true }, s_facts, Situation.Rails)!;
        Assert.IsType<Plan.LeaveAlone>(finding.Plan);
        Assert.Equal(Status.Diagnosed, finding.Status);
    }

    private static PullFacts Own(params (string, string)[] tags) => Situation.Facts with
    {
        RepositoryPolicy = Situation.Policy(null),
        IdentityPolicies = Situation.Identity(s_tokenOnly),
        RepositoryTags = Situation.Tags(tags.Length > 0 ? tags : [(OptIns.TagKey, OptIns.TagValue)]),
    };
}
