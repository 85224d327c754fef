using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Images;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Plans;

/// <summary>The guardrails between a verified change and the write, one by one.</summary>
public class PlanTests
{
    private static readonly string s_session = $"arn:aws:sts::{Situation.Account}:assumed-role/eks-node/i-0123456789abcdef0";

    [Fact]
    public void A_deny_on_this_role_alone_is_patched_where_the_owner_opted_in()
    {
        var patch = Assert.IsType<Plan.PatchPolicy>(Situation.Planned(Situation.Facts)).Patch;
        Assert.Equal(["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            patch.Changes.Select(change => change.Action).Order(StringComparer.Ordinal));
        Assert.Equal("shop/ui", patch.Repository);
    }

    [Fact]
    public void A_pulling_identity_that_was_only_inferred_needs_approval() =>
        Asked("the pulling identity was inferred (node group default) and could not be verified on the node",
            Situation.Facts with { Puller = Situation.Inferred });

    [Fact]
    public void An_image_that_could_not_be_read_needs_approval() =>
        Asked("whether the image exists could not be read: throttled",
            Situation.Facts with { Image = Fact.Gap<ImageInRepository>(Situation.Throttled) });

    [Fact]
    public void A_patch_is_not_applied_for_an_image_that_does_not_exist() =>
        Asked("the image cannot be served", Situation.Facts with { Image = Situation.Missing });

    [Fact]
    public void Identity_policies_that_could_not_be_read_need_approval() =>
        Asked("the policies of eks-node could not be read: throttled",
            Situation.Facts with { IdentityPolicies = Fact.Gap<IReadOnlyList<PolicyDocument>>(Situation.Throttled) });

    [Fact]
    public void A_boundary_that_could_not_be_read_needs_approval() =>
        Asked("the permissions boundary of eks-node could not be read: throttled",
            Situation.Facts with { Boundary = Fact.Gap<PolicyDocument?>(Situation.Throttled) });

    [Fact]
    public void A_program_that_does_not_know_its_own_role_needs_approval() =>
        Asked("the role that this program runs as is not known: throttled",
            Situation.Facts with { Self = Fact.Gap<RoleArn>(Situation.Throttled) });

    [Fact]
    public void A_pull_that_depends_on_an_unknown_condition_after_the_patch_needs_approval()
    {
        var fenced = Situation.PolicyOf(
            """{"Effect":"Allow","Action":["ecr:GetAuthorizationToken","ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]"""
                + ""","Resource":"*","Condition":{"StringEquals":{"aws:SourceVpce":"vpce-1"} } }""");
        Asked("allowed depends on aws:SourceVpce", Situation.Facts with { IdentityPolicies = Situation.Identity(fenced) });
    }

    [Fact]
    public void A_patch_after_which_the_pull_is_still_denied_is_not_applied()
    {
        var half = Situation.PolicyOf("""{"Effect":"Allow","Action":["ecr:GetAuthorizationToken","ecr:BatchGetImage"],"Resource":"*"}""");
        Refused("would still be", Situation.Facts with { IdentityPolicies = Situation.Identity(half) });
    }

    [Fact]
    public void One_action_that_depends_on_an_unknown_condition_is_enough_to_need_approval()
    {
        var fenced = Situation.PolicyOf("""{"Effect":"Allow","Action":["ecr:GetAuthorizationToken","ecr:BatchGetImage"],"Resource":"*"}""",
            """{"Effect":"Allow","Action":"ecr:GetDownloadUrlForLayer","Resource":"*","Condition":{"StringEquals":"""
                + """{"aws:SourceVpce":"vpce-1"} } }""");
        Asked("allowed depends on aws:SourceVpce", Situation.Facts with { IdentityPolicies = Situation.Identity(fenced) });
    }

    /// <summary>One deny on the role is lifted, and its session stays denied by another.</summary>
    [Fact]
    public void A_patch_after_which_the_session_is_still_denied_is_not_applied()
    {
        var plan = Assert.IsType<Plan.LeaveAlone>(Situation.Planned(Situation.Facts with
        {
            RepositoryPolicy = Situation.Policy(Situation.PolicyOf(
                $$"""{"Effect":"Deny","Principal":{"AWS":"{{Situation.NodeRole}}"},"Action":"ecr:BatchGetImage"}""",
                $$"""{"Effect":"Deny","Principal":{"AWS":"{{s_session}}"},"Action":"ecr:GetDownloadUrlForLayer"}""")),
        }));
        Assert.Equal("plan.still-denied", plan.Why.Code);
        Assert.True(plan.Refused);
        Assert.NotNull(plan.Patch);
    }

    [Fact]
    public void A_policy_that_denies_nothing_is_left_as_it_is()
    {
        var plan = Assert.IsType<Plan.LeaveAlone>(ThoughDenied(Situation.Facts with
        {
            RepositoryPolicy = Situation.Policy(Situation.PolicyOf("""{"Effect":"Allow","Principal":"*","Action":"ecr:BatchGetImage"}""")),
        }));
        Assert.Equal("plan.nothing-to-change", plan.Why.Code);
        Assert.False(plan.Refused);
    }

    [Fact]
    public void A_deny_on_the_session_alone_is_patched_as_well()
    {
        var patch = Assert.IsType<Plan.PatchPolicy>(ThoughDenied(Situation.Facts with
        {
            RepositoryPolicy = Situation.Policy(Situation.Deny($$"""{"AWS":"{{s_session}}"}""", "ecr:BatchGetImage")),
        })).Patch;
        Assert.Equal(["ecr:BatchGetImage"], patch.Changes.Select(change => change.Action));
    }

    /// <summary>In another account the role that was assumed there writes the policy, and only that must not be locked out.</summary>
    [Theory]
    [InlineData("remediator", null, true)]
    [InlineData("remediator", "spoke", false)]
    [InlineData("spoke", "spoke", true)]
    [InlineData("spoke", null, false)]
    public void A_patch_that_locks_its_own_writer_out_is_not_applied(string denied, string? spoke, bool refused)
    {
        var facts = Situation.Facts with
        {
            RepositoryPolicy = Situation.Policy(Situation.PolicyOf(
                $$"""{"Effect":"Deny","Principal":{"AWS":"{{Situation.NodeRole}}"},"Action":"ecr:BatchGetImage"}""",
                $$"""{"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::{{Situation.Account}}:role/{{denied}}"}"""
                    + $$""","Action":"ecr:SetRepositoryPolicy"}""")),
            Spoke = spoke is null ? null : RoleArn.Parse($"arn:aws:iam::{Situation.Account}:role/{spoke}"),
        };
        if (refused)
            Refused("so it could not check or restore the policy", facts);
        else
            Assert.IsType<Plan.PatchPolicy>(Situation.Planned(facts));
    }

    [Theory]
    [InlineData("\"*\"")]
    [InlineData("""{"AWS":"arn:aws:iam::111122223333:root"}""")]
    public void A_deny_on_more_than_this_role_needs_approval(string principal) =>
        Asked("not this role alone",
            Situation.Facts with { RepositoryPolicy = Situation.Policy(Situation.Deny(principal, "ecr:BatchGetImage")) });

    [Fact]
    public void A_deny_by_wildcard_needs_approval() =>
        Asked("actions that AWS adds later",
            Situation.Facts with
            {
                RepositoryPolicy =
                Situation.Policy(Situation.Deny($$"""{"AWS":"{{Situation.NodeRole}}"}""", "ecr:*Image*"))
            });

    [Fact]
    public void A_plan_that_needs_approval_contains_the_complete_patch() =>
        Assert.NotNull(Situation.Planned(Situation.Facts with { Image = Fact.Gap<ImageInRepository>(Situation.Throttled) }).Proposal);

    [Fact]
    public void A_repository_that_is_not_opted_in_is_left_alone() =>
        Refused("has not allowed patches", Situation.Facts with { RepositoryTags = Situation.Tags() });

    [Fact]
    public void A_patch_is_shown_even_where_the_owner_has_not_opted_in() =>
        Assert.NotNull(Situation.Planned(Situation.Facts with { RepositoryTags = Situation.Tags() }).Proposal);

    [Fact]
    public void Tags_that_could_not_be_read_opt_nothing_in() =>
        Refused("could not be read: access denied",
            Situation.Facts with { RepositoryTags = Fact.Gap<IReadOnlyDictionary<string, string>>(Situation.Denied) });

    [Theory]
    [InlineData("remediator:patch", "Allowed")]
    [InlineData("remediator:patch", "true")]
    [InlineData("Remediator:Patch", "allowed")]
    [InlineData("patch", "allowed")]
    public void A_tag_that_only_looks_similar_opts_nothing_in(string key, string value) =>
        Refused("has not allowed patches", Situation.Facts with { RepositoryTags = Situation.Tags((key, value)) });

    [Fact]
    public void A_protected_statement_is_left_alone()
    {
        var policy = Situation.PolicyOf(
            $$"""{"Sid":"CVE-QUARANTINE-1","Effect":"Deny","Principal":{"AWS":"{{Situation.NodeRole}}"},"Action":"ecr:BatchGetImage"}""");
        Refused("matches the protected pattern \"*quarantine*\"", Situation.Facts with { RepositoryPolicy = Situation.Policy(policy) });
    }

    [Fact]
    public void A_deny_with_a_condition_is_left_alone_and_the_values_that_would_satisfy_it_are_named()
    {
        var policy = Situation.PolicyOf(
            $$"""{"Effect":"Deny","Principal":{"AWS":"{{Situation.NodeRole}}"},"Action":"ecr:BatchGetImage","Condition":"""
                + $$"""{"StringNotEquals":{"aws:SourceVpce":"vpce-1"} } }""");
        Refused("vpce-1", Situation.Facts with { RepositoryPolicy = Situation.Policy(policy) });
    }

    [Theory]
    [InlineData("\"NotPrincipal\":{\"AWS\":\"arn:aws:iam::111122223333:role/admin\"},\"Action\":\"ecr:BatchGetImage\"", "NotPrincipal")]
    [InlineData("\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:role/eks-node\"},\"NotAction\":\"ecr:PutImage\"", "NotAction")]
    public void A_deny_that_matches_by_exclusion_is_left_alone(string elements, string named) =>
        Refused(named,
            Situation.Facts with { RepositoryPolicy = Situation.Policy(Situation.PolicyOf($$"""{"Effect":"Deny",{{elements}}}""")) });

    [Fact]
    public void A_policy_with_a_dead_principal_is_left_alone()
    {
        var policy = Situation.Deny($$"""{"AWS":["{{Situation.NodeRole}}","AROAEXAMPLEEXAMPLE123"]}""", "ecr:BatchGetImage");
        Refused("AROAEXAMPLEEXAMPLE123", Situation.Facts with { RepositoryPolicy = Situation.Policy(policy) });
    }

    [Theory]
    [InlineData(Symptom.Timeout)]
    [InlineData(Symptom.NotFound)]
    [InlineData(Symptom.Unauthorized)]
    [InlineData(Symptom.Unknown)]
    public void A_cause_that_is_not_a_deny_is_never_patched(Symptom symptom)
    {
        var plan = Assert.IsType<Plan.LeaveAlone>(Situation.Planned(Situation.Facts, failure: Situation.Failure(symptom)));
        Assert.False(plan.Refused);
        Assert.Null(plan.Patch);
    }

    [Fact]
    public void Every_cause_has_a_next_step_for_people() =>
        Assert.All(Enum.GetValues<Cause>().Select(cause => Message.Of("cause", cause.WireName, "next")),
            next => Assert.NotEqual(next.Code, $"{next}"));

    [Fact]
    public void A_plan_has_the_same_hash_however_the_policy_is_written()
    {
        var spread = PolicyDocument.Parse(Situation.Denying.Text.Replace(",", " ,\n  ", StringComparison.Ordinal));
        Assert.Equal(HashOf(Situation.Facts), HashOf(Situation.Facts with { RepositoryPolicy = Situation.Policy(spread) }));
        Assert.Matches("^sha256:[0-9a-f]{64}$", HashOf(Situation.Facts));
    }

    [Fact]
    public void A_plan_s_hash_depends_on_policy_role_strategy_and_restart()
    {
        var patch = Situation.Planned(Situation.Facts).Proposal!;
        PolicyPatch[] others =
        [
            patch with { Principal = patch.Principal with { Name = "other" } },
            patch with { Strategy = PatchStrategy.FlipEffect },
            patch with { Restart = RestartWorkloads.Off },
            patch with { Before = Situation.PullOnly },
            patch with { After = null },
            patch with { Image = (ImageReference.Ecr)ImageReference.Parse("111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/other:1") },
            patch with { Image = (ImageReference.Ecr)ImageReference.Parse("111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/ui:1.2.1") },
            patch with { Image = (ImageReference.Ecr)ImageReference.Parse("444455556666.dkr.ecr.us-west-2.amazonaws.com/shop/ui:1.2.1") },
        ];
        Assert.Equal(others.Length + 1, others.Append(patch).Select(one => one.Hash).Distinct().Count());
    }

    [Fact]
    public void A_plan_s_hash_does_not_depend_on_the_tag() =>
        Assert.Equal(HashOf(Situation.Facts),
            Situation.Planned(Situation.Facts,
                failure: Situation.Failure(image: "111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/ui:2")).Proposal!.Hash);

    /// <summary>The plan that these facts lead to where the repository's policy was found to be the cause.</summary>
    private static Plan ThoughDenied(PullFacts facts) =>
        Plan.For(Situation.Failure(), facts, Situation.Diagnosed(Situation.Facts), Situation.Rails);

    private static string HashOf(PullFacts facts) => Situation.Planned(facts).Proposal!.Hash;

    private static void Asked(string why, PullFacts facts) =>
        Assert.Contains(why, $"{Assert.IsType<Plan.Ask>(Situation.Planned(facts)).Why}", StringComparison.Ordinal);

    private static void Refused(string why, PullFacts facts)
    {
        var plan = Assert.IsType<Plan.LeaveAlone>(Situation.Planned(facts));
        Assert.True(plan.Refused);
        Assert.Contains(why, $"{plan.Why}", StringComparison.Ordinal);
    }
}
