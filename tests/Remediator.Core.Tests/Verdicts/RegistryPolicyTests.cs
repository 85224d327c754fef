using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Tests.Verdicts;

/// <summary>The registry policy in a verdict, in the plan, and in what is said of pulls to come.</summary>
public class RegistryPolicyTests
{
    private const string Everywhere = "\"Resource\":\"arn:aws:ecr:us-west-2:111122223333:repository/*\"";

    private static readonly PolicyDocument s_denying = Situation.PolicyOf(
        $$"""{"Sid":"NoPulls","Effect":"Deny","Principal":{"AWS":"{{Situation.NodeRole}}"},"Action":"ecr:BatchGetImage",{{Everywhere}}}""");

    private static readonly PullFacts s_unread = Situation.Facts with { RegistryPolicy = Fact.Gap<PolicyDocument?>(Situation.Denied) };

    private static readonly PullFacts s_fenced = With(s_denying) with { RepositoryPolicy = Situation.Policy(null) };

    [Fact]
    public void The_statement_is_named_with_the_command_that_shows_it()
    {
        var evidence = Situation.Diagnosed(s_fenced).Evidence.Single(one => one.Step is Step.RegistryPolicy);

        Assert.Equal(StepResult.Fail, evidence.Result);
        Assert.Equal("statement 0 (Sid \"NoPulls\") denies the pull", $"{evidence.What}");
        Assert.Equal("aws ecr get-registry-policy --region us-west-2 --query policyText --output text; "
            + "aws ecr get-account-setting --region us-west-2 --name REGISTRY_POLICY_SCOPE", evidence.Command);
    }

    [Fact]
    public void Where_both_deny_the_repository_policy_is_left_alone_and_the_plan_says_that_changing_it_would_not_help()
    {
        var facts = With(s_denying);
        var plan = Assert.IsType<Plan.LeaveAlone>(Situation.Planned(facts));

        Assert.Null(plan.Patch);
        Assert.Contains("changing the repository policy would not help", $"{plan.Why}", StringComparison.Ordinal);
        Assert.Equal([StepResult.Fail, StepResult.Fail], Situation.Diagnosed(facts).Evidence
            .Where(one => one.Step is Step.RepositoryPolicy or Step.RegistryPolicy).Select(one => one.Result));
    }

    [Fact]
    public void A_registry_policy_that_was_not_read_turns_a_patch_into_a_question_and_is_named()
    {
        var plan = Assert.IsType<Plan.Ask>(Situation.Planned(s_unread));

        Assert.Equal("whether the registry policy denies the pull as well could not be read: access denied", $"{plan.Why}");
        Assert.Contains("registry policy: access denied", Situation.Diagnosed(s_unread).Unknowns.Select(one => $"{one}"));
    }

    [Fact]
    public void A_registry_policy_that_was_not_read_is_the_first_suspect_where_all_else_allows()
    {
        var facts = s_unread with { RepositoryPolicy = Situation.Policy(null) };
        const string said = "403 Forbidden\ndenied: User: arn:aws:sts::111122223333:assumed-role/eks-node/i-0123456789abcdef0 is not "
            + "authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:us-west-2:111122223333:repository/shop/ui "
            + "with an explicit deny in a resource-based policy";

        Is(Cause.Undetermined, Confidence.Unknown, facts);
        Is(Cause.RegistryPolicyDenies, Confidence.Likely, facts, Situation.Failure(text: said));
    }

    [Fact]
    public void A_deny_of_the_role_s_own_policies_is_proved_whatever_the_registry_says() =>
        Is(Cause.IdentityPolicyDenies, Confidence.Proved, s_unread with
        {
            IdentityPolicies = Situation.Identity(Situation.PolicyOf("""{"Effect":"Deny","Action":"ecr:*","Resource":"*"}""")),
        });

    [Fact]
    public void A_registry_policy_that_denies_is_proof_where_the_repository_policy_cannot_be_read() =>
        Is(Cause.RegistryPolicyDenies, Confidence.Proved,
            With(s_denying) with { RepositoryPolicy = Fact.Gap<PolicyDocument?>(Situation.Denied) });

    [Fact]
    public void A_scope_that_was_not_read_is_named_and_asked_about()
    {
        var facts = With(s_denying) with { RegistryPolicyScope = Fact.Gap<RegistryPolicyScope>(Situation.Denied) };

        Is(Cause.RepositoryPolicyDenies, Confidence.Likely, facts);
        Assert.IsType<Plan.Ask>(Situation.Planned(facts));
        Assert.Contains("scope of the registry policy: access denied", Situation.Diagnosed(facts).Unknowns.Select(one => $"{one}"));
    }

    [Fact]
    public void Across_accounts_the_registry_policy_may_be_the_one_that_allows()
    {
        var role = RoleArn.Parse("arn:aws:iam::444455556666:role/eks-node");
        var allowing = Situation.PolicyOf($$"""{"Effect":"Allow","Principal":{"AWS":"{{role}}"},"Action":"ecr:*",{{Everywhere}}}""");
        var facts = With(allowing) with
        {
            RepositoryPolicy = Situation.Policy(null),
            Puller = Fact.Of(new Puller(role, Situation.OfGroup, Proved: true, null)),
        };

        Is(Cause.DeniedElsewhere, Confidence.Likely, facts);
        Is(Cause.RepositoryPolicyDoesNotAllow, Confidence.Proved,
            facts with { RegistryPolicyScope = Fact.Of(RegistryPolicyScope.V1) });
    }

    [Fact]
    public void A_pull_to_come_that_the_registry_policy_denies_is_reported() =>
        Assert.Equal(Cause.RegistryPolicyDenies, NextPull.Of(Ahead, s_fenced, Situation.Rails)?.Verdict.Cause);

    [Fact]
    public void A_pull_to_come_that_the_registry_policy_may_deny_alarms_nobody()
    {
        var perimeter = Situation.PolicyOf(
            $$$"""
            {"Effect":"Deny","Principal":"*","Action":"ecr:*",{{{Everywhere}}},
              "Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"} } }
            """);
        Assert.Null(NextPull.Of(Ahead, s_fenced with { RegistryPolicy = Situation.Policy(perimeter) }, Situation.Rails));
        Assert.Null(NextPull.Of(Ahead, s_unread with { RepositoryPolicy = Situation.Policy(null) }, Situation.Rails));
        Assert.Null(NextPull.Of(Ahead, s_unread with
        {
            RepositoryPolicy = Situation.Policy(null),
            IdentityPolicies = Situation.Identity(),
        }, Situation.Rails));
    }

    private static PullFailure Ahead => Situation.Failure(Symptom.Forbidden) with { IsAhead = true };

    private static PullFacts With(PolicyDocument registry) => Situation.Facts with
    {
        RegistryPolicy = Situation.Policy(registry),
        RegistryPolicyScope = Fact.Of(RegistryPolicyScope.V2),
    };

    private static void Is(Cause cause, Confidence confidence, PullFacts facts, PullFailure? failure = null)
    {
        var verdict = Situation.Diagnosed(facts, failure);
        Assert.Equal((cause, confidence), (verdict.Cause, verdict.Confidence));
    }
}
