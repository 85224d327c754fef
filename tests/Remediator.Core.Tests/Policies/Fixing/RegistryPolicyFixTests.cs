using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Tests.Policies.Fixing;

/// <summary>A repository policy is opened only where the registry's lets the pull through.</summary>
public class RegistryPolicyFixTests
{
    private const string Role = "arn:aws:iam::111122223333:role/eks-node";
    private const string Remediator = "arn:aws:iam::111122223333:role/remediator";
    private const string Everywhere = "arn:aws:ecr:*:111122223333:repository/*";

    [Theory]
    [InlineData("\"Sid\":\"NoPulls\",", "statement 0 (\"NoPulls\")")]
    [InlineData("", "statement 0")]
    public void A_registry_policy_that_denies_too_leaves_nothing_to_fix(string sid, string named)
    {
        var registry = Policy(
            $$"""{{{sid}}"Effect":"Deny","Principal":{"AWS":"*"},"Action":"ecr:BatchGetImage","Resource":"{{Everywhere}}"}""");

        Assert.Equal($"{named} of the registry policy denies the pull as well; this program never edits that policy, and behind it "
            + "no change of the repository policy helps", Refusal(Workshop with { RegistryPolicy = registry }));
    }

    [Fact]
    public void A_registry_policy_that_denies_other_repositories_is_in_nobody_s_way() =>
        Patched(Workshop with { RegistryPolicy = Policy(Denies("*", "ecr:*", "arn:aws:ecr:*:111122223333:repository/base/*")) });

    [Fact]
    public void Under_scope_V1_a_registry_policy_is_in_no_pull_s_way() =>
        Assert.Null(Patched(Workshop with { RegistryPolicy = Policy(Denies("*", "ecr:*")) with { Scope = RegistryPolicyScope.V1 } }).Ask);

    [Fact]
    public void An_allow_of_the_registry_policy_is_enough_for_a_role_without_policies_of_its_own()
    {
        var allowing = Policy($$"""{"Effect":"Allow","Principal":{"AWS":"{{Role}}"},"Action":"ecr:*","Resource":"{{Everywhere}}"}""");

        var patch = Patched(Workshop with { IdentityPolicies = [], RegistryPolicy = allowing });

        Assert.Equal([("ecr:BatchGetImage", PolicyAnswer.Allowed), ("ecr:GetDownloadUrlForLayer", PolicyAnswer.Allowed),
            ("ecr:BatchCheckLayerAvailability", PolicyAnswer.Allowed)], patch.Changes.Select(change => (change.Action, change.Becomes)));
        Assert.IsType<Fix.Refused>(Fix.For(Workshop with { IdentityPolicies = [] }));
    }

    [Fact]
    public void A_registry_policy_that_was_not_read_needs_approval() =>
        Assert.Contains("depends on values that are not known: registryPolicy",
            $"{Patched(Workshop with { RegistryPolicy = RegistryPolicy.Unread }).Ask}", StringComparison.Ordinal);

    [Fact]
    public void A_scope_that_was_not_read_needs_approval_where_the_policy_denies() =>
        Assert.Contains("registryPolicyScope",
            $"{Patched(Workshop with { RegistryPolicy = Policy(Denies("*", "ecr:BatchGetImage")) with { Scope = null } }).Ask}",
            StringComparison.Ordinal);

    [Fact]
    public void A_condition_of_the_registry_policy_that_is_not_known_needs_approval() =>
        Assert.Contains("aws:PrincipalOrgID", $"{Patched(Workshop with
        {
            RegistryPolicy = Policy("""
                {"Effect":"Deny","Principal":"*","Action":"ecr:BatchGetImage","Resource":"*",
                  "Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}}
                """),
        }).Ask}", StringComparison.Ordinal);

    [Theory]
    [InlineData("ecr:SetRepositoryPolicy", "would deny ecr:SetRepositoryPolicy")]
    [InlineData("ecr:Get*Policy", "would deny ecr:GetRepositoryPolicy")]
    public void A_registry_policy_that_locks_the_writer_out_is_seen(string action, string what) =>
        Assert.Contains(what, Refusal(Workshop with
        {
            OwnRole = RoleArn.Parse(Remediator),
            RegistryPolicy = Policy(Denies(Remediator, action)),
        }), StringComparison.Ordinal);

    [Fact]
    public void A_registry_policy_locks_the_writer_out_of_a_repository_without_a_policy_too() =>
        Assert.Contains("would deny ecr:SetRepositoryPolicy", Refusal(
            Given.FixOf($$"""{"Effect":"Deny","Principal":{"AWS":"{{Role}}"},"Action":"ecr:BatchGetImage"}""") with
            {
                OwnRole = RoleArn.Parse(Remediator),
                RegistryPolicy = Policy(Denies(Remediator, "ecr:SetRepositoryPolicy")),
            }), StringComparison.Ordinal);

    [Fact]
    public void A_repository_policy_that_denies_nothing_needs_no_fix_whatever_the_registry_says() =>
        Assert.IsType<Fix.NotNeeded>(Fix.For(Given.FixOf([]) with { RegistryPolicy = Policy(Denies("*", "ecr:*")) }));

    private static FixCase Workshop => Given.FixOf(Given.Workshop());

    private static RegistryPolicy Policy(string statement) => new(Given.Policy(statement), RegistryPolicyScope.V2);

    private static string Denies(string principal, string action, string resource = Everywhere) =>
        $$"""{"Effect":"Deny","Principal":{"AWS":"{{principal}}"},"Action":"{{action}}","Resource":"{{resource}}"}""";

    private static Fix.Patch Patched(FixCase need) => Assert.IsType<Fix.Patch>(Fix.For(need));

    private static string Refusal(FixCase need) => Assert.IsType<Fix.Refused>(Fix.For(need)).Why.ToString();
}
