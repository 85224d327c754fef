using System.Text.Json;
using System.Text.RegularExpressions;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Tests.Policies.Fixing;

/// <summary>One statement more, for one role and its pull, and nothing else.</summary>
public class GrantTests
{
    private const string Look = """{"Sid":"Look","Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"ecr:DescribeImages"}""";

    private static readonly RoleArn s_foreign = RoleArn.Parse("arn:aws:iam::444455556666:role/team/eks-node");

    private static readonly FixCase s_need = Need(Given.Policy(Look));

    private static FixCase Need(PolicyDocument? policy) => new()
    {
        Role = s_foreign,
        Resource = Given.Repository,
        ResourcePolicy = policy,
        IdentityPolicies = [Given.ReadOnly],
    };

    private static Fix.Patch Granted(FixCase need) => Assert.IsType<Fix.Patch>(Fix.Allowing(need));

    private static string Refusal(FixCase need) => $"{Assert.IsType<Fix.Refused>(Fix.Allowing(need)).Why}";

    private static JsonElement[] Statements(PolicyDocument? policy) =>
        [.. policy!.Root.GetProperty("Statement").EnumerateArray()];

    private static string SidOf(Fix.Patch patch) => Statements(patch.After)[^1].GetProperty("Sid").GetString()!;

    [Fact]
    public void A_role_of_another_account_gets_the_pull_actions_and_nobody_gets_anything_else()
    {
        var patch = Granted(s_need);

        var added = Statements(patch.After)[^1];
        Assert.Equal((s_foreign.ToString(), "Allow"),
            (added.GetProperty("Principal").GetProperty("AWS").GetString(), added.GetProperty("Effect").GetString()));
        Assert.Equal(["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"],
            added.GetProperty("Action").EnumerateArray().Select(action => action.GetString()));
        Assert.Equal([(s_foreign.ToString(), PolicyAnswer.ImplicitlyDenied, PolicyAnswer.Allowed)],
            patch.Changes.Select(change => (change.Principal, change.Was, change.Becomes)).Distinct());
        Assert.Equal(3, patch.Changes.Count);
    }

    [Fact]
    public void Every_statement_that_was_there_stays_as_it_was_and_where_it_was() =>
        Assert.Equal(Look, Statements(Granted(s_need).After)[0].GetRawText());

    [Fact]
    public void A_grant_always_needs_approval() =>
        Assert.Contains("which always needs approval", $"{Granted(s_need).Ask}", StringComparison.Ordinal);

    [Fact]
    public void A_repository_without_a_policy_gets_one_that_holds_the_grant_alone()
    {
        var patch = Granted(Need(null));
        Assert.Null(patch.Before);
        Assert.Single(Statements(patch.After));
        Assert.Equal("2012-10-17", patch.After!.Root.GetProperty("Version").GetString());
    }

    [Fact]
    public void A_policy_of_one_statement_outside_a_list_becomes_a_list_of_two()
    {
        var policy = PolicyDocument.Parse($$"""{"Version":"2008-10-17","Id":"x","Statement":{{Look}}}""");
        var after = Granted(Need(policy)).After!;
        Assert.Equal(2, Statements(after).Length);
        Assert.Equal(("2008-10-17", "x"), (after.Root.GetProperty("Version").GetString(), after.Root.GetProperty("Id").GetString()));
    }

    [Fact]
    public void The_sid_is_the_same_each_time_and_another_for_another_role()
    {
        var sid = SidOf(Granted(s_need));
        Assert.Matches(new Regex("^RemediatorAllowPull[0-9a-f]{8}$"), sid);
        Assert.Equal(sid, SidOf(Granted(Need(null))));
        Assert.NotEqual(sid, SidOf(Granted(s_need with { Role = s_foreign with { Name = "eks-node-2" } })));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_sid_that_is_taken_is_not_given_twice(bool inOtherCase)
    {
        var taken = SidOf(Granted(s_need));
        var squatter = Look.Replace("Look", inOtherCase ? taken.ToUpperInvariant() : taken, StringComparison.Ordinal);
        var sid = SidOf(Granted(Need(Given.Policy(squatter))));
        Assert.StartsWith(taken, sid, StringComparison.Ordinal);
        Assert.NotEqual(taken, sid);
        Assert.Matches(new Regex("^[A-Za-z0-9]+$"), sid);
    }

    [Fact]
    public void All_sids_of_a_role_may_be_taken_and_there_is_still_one_more()
    {
        var digest = "";
        var policy = Given.Policy(Look);
        var sids = new HashSet<string>();
        while (digest.Length < 64)
        {
            var sid = SidOf(Granted(Need(policy)));
            Assert.True(sids.Add(sid));
            digest = sid["RemediatorAllowPull".Length..];
            policy = Given.Policy([.. sids
                .Select(one => $$"""{"Sid":"{{one}}","Effect":"Deny","Principal":"*","Action":"ecr:PutImage"}""")]);
        }
        Assert.EndsWith("2", SidOf(Granted(Need(policy))), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_granted_that_is_allowed_already() =>
        Assert.IsType<Fix.NotNeeded>(Fix.Allowing(Need(Granted(s_need).After)));

    [Fact]
    public void Where_a_statement_denies_a_grant_is_no_answer() =>
        Assert.IsType<Fix.NotNeeded>(Fix.Allowing(Need(Given.Policy(
            $$"""{"Effect":"Deny","Principal":{"AWS":"{{s_foreign}}"},"Action":"ecr:*"}"""))));

    [Fact]
    public void A_deny_of_one_pull_action_would_leave_the_grant_without_effect() =>
        Assert.StartsWith("ecr:GetDownloadUrlForLayer would still be explicitly denied", Refusal(Need(Given.Policy(
            $$"""{"Effect":"Deny","Principal":{"AWS":"{{s_foreign}}"},"Action":"ecr:GetDownloadUrlForLayer"}"""))),
            StringComparison.Ordinal);

    [Fact]
    public void A_deny_that_may_apply_is_asked_about()
    {
        var patch = Fix.Allowing(Need(Given.Policy(
            """{"Effect":"Deny","Principal":"*","Action":"ecr:GetDownloadUrlForLayer","Condition":{"StringNotEquals":"""
            + """{"aws:SourceVpce":"vpce-1"} } }""")));
        Assert.Contains("aws:SourceVpce", $"{Assert.IsType<Fix.Patch>(patch).Ask}", StringComparison.Ordinal);
    }

    [Fact]
    public void Across_accounts_a_role_that_its_own_policies_do_not_allow_is_not_helped() =>
        Assert.StartsWith("an Allow in the repository policy alone would not help",
            Refusal(s_need with { IdentityPolicies = [] }), StringComparison.Ordinal);

    [Fact]
    public void A_boundary_that_does_not_allow_is_not_overcome_by_a_grant() =>
        Assert.Contains("permissions boundary", Refusal(s_need with
        {
            PermissionsBoundary = PolicyDocument.Parse("""{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"""),
        }), StringComparison.Ordinal);

    [Fact]
    public void While_identity_policies_are_not_known_nothing_says_that_an_allow_is_missing() =>
        Assert.IsType<Fix.NotNeeded>(Fix.Allowing(s_need with { IdentityPolicies = null }));

    [Fact]
    public void Within_one_account_a_role_without_policies_of_its_own_is_allowed_by_the_grant() =>
        Assert.All(Granted(Need(null) with { Role = Given.NodeRole, IdentityPolicies = [] }).Changes,
            change => Assert.Equal(PolicyAnswer.Allowed, change.Becomes));

    [Fact]
    public void A_session_is_granted_through_its_role_and_only_where_that_is_known()
    {
        var session = new Principal.Session(s_foreign, "i-0abc", PathKnown: true);
        Assert.Equal(Granted(s_need).After!.Text, Granted(s_need with { Session = session }).After!.Text);
        Assert.Contains("the role behind", Refusal(s_need with { Session = session with { PathKnown = false } }), StringComparison.Ordinal);
    }

    [Fact]
    public void An_allow_that_somebody_tied_to_a_condition_is_pointed_out() =>
        Assert.Contains("statement 0 (\"Vpn\") allows this role only under a condition", $"{Granted(Need(Given.Policy(
            """{"Sid":"Vpn","Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"ecr:*","Condition":{"StringEquals":"""
            + """{"aws:PrincipalAccount":"999900001111"} } }"""))).Ask}", StringComparison.Ordinal);

    [Fact]
    public void A_policy_that_would_be_too_long_is_not_made()
    {
        var long_ = Given.Policy($$"""{"Sid":"{{new string('a', 10_000)}}","Effect":"Deny","Principal":"*","Action":"ecr:PutImage"}""");
        Assert.Contains("ECR accepts 10240", Refusal(Need(long_)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Effect":"Deny","Principal":{"AWS":"AROAEXAMPLEEXAMPLE12"},"Action":"ecr:PutImage"}""", "deleted principal")]
    [InlineData("""{"Effect":"Deny","Principal":"*","Action":"ecr:PutImage","Resource":"*"}""", "has a Resource")]
    [InlineData("""{"Effect":"Deny","Principal":"*","Action":"ecr:PutImage","Note":"x"}""", "unknown element")]
    public void A_policy_that_ECR_would_not_take_back_is_not_granted_in(string statement, string why) =>
        Assert.Contains(why, Refusal(Need(Given.Policy(statement))), StringComparison.Ordinal);

    [Fact]
    public void A_policy_that_locks_its_writer_out_is_not_written_again() =>
        Assert.Contains("so it could not check or restore the policy", Refusal(Need(Given.Policy(
            """{"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::111122223333:role/remediator"},"""
            + "\"Action\":\"ecr:SetRepositoryPolicy\"}")) with
        {
            OwnRole = RoleArn.Parse("arn:aws:iam::111122223333:role/remediator"),
        }), StringComparison.Ordinal);

    [Fact]
    public void A_registry_policy_that_could_not_be_read_hides_no_missing_allow() =>
        Assert.Equal(3, Granted(s_need with { RegistryPolicy = RegistryPolicy.Unread }).Changes.Count);

    [Fact]
    public void Behind_a_registry_policy_that_denies_nothing_is_granted()
    {
        var registry = PolicyDocument.Parse("""
            {"Statement":[{"Sid":"Fence","Effect":"Deny","Principal":"*","Action":"ecr:GetDownloadUrlForLayer","Resource":"*"}]}
            """);
        Assert.Contains("registry policy denies the pull as well",
            Refusal(s_need with { RegistryPolicy = new RegistryPolicy(registry, RegistryPolicyScope.V2) }), StringComparison.Ordinal);
    }
}
