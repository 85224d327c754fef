using System.Text;
using System.Text.Json;
using CliWrap;
using Remediator.Cli.Explain;
using Remediator.Core.Policies.Fixing;
using Remediator.EndToEnd.Tests.CommandLine;

namespace Remediator.EndToEnd.Tests.Explain;

public class ExplainTests
{
    private const string Case = """{"principal":"arn:aws:iam::111122223333:role/eks-node","action":"ecr:BatchGetImage","""
        + "\"resource\":\"arn:aws:ecr:us-west-2:111122223333:repository/app\",";

    /// <summary>All that a case must have; what follows is wrong.</summary>
    private const string Asked = """{"principal":"arn:aws:iam::111122223333:role/a","action":"ecr:x","""
        + "\"resource\":\"arn:aws:ecr:us-west-2:111122223333:repository/app\",";

    private const string ReadOnly = "\"identityPolicies\":"
        + """[{"Version":"2012-10-17","Statement":[{"Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]"""
        + ""","Resource":"*","Effect":"Allow"}]}]""";

    private const string Deny = "\"resourcePolicy\":"
        + """{"Version":"2012-10-17","Statement":[{"Sid":"new policy","Effect":"Deny","""
        + "\"Principal\":" + """{"AWS":"arn:aws:iam::111122223333:role/eks-node"},"Action":["ecr:BatchGetImage","ecr:PutImage"]}]}""";

    [Fact]
    public void A_case_gives_the_deciding_statement() =>
        Assert.Equal(
            """{"decision":"ExplicitlyDenied","decidedBy":[{"policy":"resource","index":0,"statement":0,"sid":"new policy"}]"""
                + ""","unknowns":[]}""",
            Answer(Line(ReadOnly, Deny)));

    [Fact]
    public void A_policy_may_be_the_text_that_the_aws_command_prints() =>
        Assert.Equal(Answer(Line(ReadOnly, Deny)),
            Answer(Line(ReadOnly,
                $"\"resourcePolicy\":{JsonSerializer.Serialize(Deny[(Deny.IndexOf(':', StringComparison.Ordinal) + 1)..])}")));

    private const string Pull = """{"principal":"arn:aws:iam::111122223333:role/eks-node","action":"pull","""
        + "\"resource\":\"arn:aws:ecr:us-west-2:111122223333:repository/app\",";

    private const string Token = "\"identityPolicies\":"
        + """[{"Version":"2012-10-17","Statement":[{"Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer","""
        + "\"ecr:GetAuthorizationToken\"]" + ""","Resource":"*","Effect":"Allow"}]}]""";

    [Fact]
    public void A_pull_is_decided_by_the_worst_of_its_actions() =>
        Assert.Equal(
            """{"decision":"ExplicitlyDenied","decidedBy":[{"policy":"resource","index":0,"statement":0,"sid":"new policy"}]"""
                + ""","unknowns":[],"action":"ecr:BatchGetImage","actions":[{"action":"ecr:BatchGetImage","decision":"ExplicitlyDenied"},"""
                + """{"action":"ecr:GetDownloadUrlForLayer","decision":"Allowed"},"""
                + """{"action":"ecr:GetAuthorizationToken","decision":"Allowed"}]}""",
            Answer($"{Pull}{Token},{Deny}}}"));

    [Fact]
    public void A_pull_without_the_right_to_a_token_is_denied_by_that_action() =>
        Assert.StartsWith("""{"decision":"ImplicitlyDenied","decidedBy":[],"unknowns":[],"action":"ecr:GetAuthorizationToken",""",
            Answer($"{Pull}{ReadOnly}}}"), StringComparison.Ordinal);

    [Fact]
    public void A_pull_is_fixed_in_the_repository_s_policy() =>
        Assert.IsType<Fix.Patch>(Assert.IsType<Explanation.Answered>(
            Explanation.Of($"{Pull}{ReadOnly},{Deny}}}", 1, PatchStrategy.CarveOut)).Fix);

    [Fact]
    public void A_value_that_is_not_given_is_unknown() =>
        Assert.Equal("""{"decision":"Unknown","decidedBy":[],"unknowns":["identityPolicies"]}""",
            Answer(Line("\"identityPolicies\":null")));

    [Fact]
    public void An_empty_list_of_identity_policies_means_that_there_are_none() =>
        Assert.Equal("""{"decision":"ImplicitlyDenied","decidedBy":[],"unknowns":[]}""",
            Answer(Line("\"identityPolicies\":[],\"permissionsBoundary\":null,\"resourcePolicy\":null,\"context\":null,\"role\":null")));

    [Theory]
    [InlineData("\"eu\"", "Allowed")]
    [InlineData("[\"eu\"]", "Allowed")]
    [InlineData("null", "ImplicitlyDenied")]
    [InlineData("1", "ImplicitlyDenied")]
    [InlineData("true", "ImplicitlyDenied")]
    public void Context_is_a_value_a_list_or_null(string value, string decision) =>
        Assert.Contains(decision, Answer(Line("\"identityPolicies\":[]",
            """
            "resourcePolicy":{"Statement":{"Effect":"Allow","Principal":"*","Action":"*",
              "Condition":{"StringEquals":{"aws:PrincipalTag/at":"eu"}}}}
            """, "\"context\":{\"aws:principaltag/AT\":" + value + "}")), StringComparison.Ordinal);

    [Theory]
    [InlineData(" ", "the line is blank")]
    [InlineData("{", "the line is not JSON")]
    [InlineData("[]", "a case is a JSON object")]
    [InlineData("{}", "\"principal\" is missing")]
    [InlineData("""{"principal":1}""", "\"principal\" is no string")]
    [InlineData("""{"principal":"\ud800"}""", "the line")]
    [InlineData("""{"principal":"a","principal":"a"}""", "the line is not JSON")]
    [InlineData("""{"principal":"x"}""", "\"x\" is not a principal; accepted")]
    [InlineData("""{"principal":"arn:aws:iam::111122223333:root"}""", "\"arn:aws:iam::111122223333:root\" is an account")]
    [InlineData("""{"principal":"arn:aws:iam::111122223333:role/a","role":"b"}""", "\"b\" is not a role ARN")]
    [InlineData("""{"principal":"arn:aws:iam::111122223333:role/a","action":"push"}""", "\"action\" is \"push\"; accepted")]
    [InlineData("""{"principal":"arn:aws:iam::111122223333:role/a","action":"ecr:x"}""", "\"resource\" is missing")]
    [InlineData(Asked + "\"identityPolicies\":{}}", "\"identityPolicies\" is no list")]
    [InlineData(Asked + "\"identityPolicies\":[1]}", "\"identityPolicies[0]\": a policy is a JSON object")]
    [InlineData(Asked + "\"resourcePolicy\":\"x\"}", "\"resourcePolicy\": the policy is not JSON")]
    [InlineData(Asked + "\"permissionsBoundary\":{}}", "\"permissionsBoundary\": the policy has no \"Statement\"")]
    [InlineData(Asked + "\"registryPolicy\":{}}", "\"registryPolicy\": the policy has no \"Statement\"")]
    [InlineData(Asked + "\"registryPolicyScope\":\"v2\"}", "\"registryPolicyScope\" is \"v2\"; accepted: V1, V2")]
    [InlineData(Asked + "\"registryPolicyScope\":2}", "\"registryPolicyScope\" is no string")]
    [InlineData(Asked + "\"context\":[]}", "\"context\" is no object")]
    [InlineData(Asked + "\"context\":{\"k\":{}}}", "\"context\": the value of \"k\" is neither")]
    [InlineData(Asked + "\"context\":{\"k\":\"1\",\"K\":\"2\"}}", "\"context\": the condition key")]
    [InlineData(Asked + "\"context\":{\"\\ud800\":\"1\"}}", "the line")]
    [InlineData("""{"\ud800":1}""", "the line")]
    [InlineData("""{"\ud800":1,"principal":"arn:aws:iam::111122223333:role/a"}""", "the line")]
    [InlineData(Asked + "\"resourcepolicy\":{}}", "\"resourcepolicy\" is no member of a case; accepted: principal, role, action")]
    [InlineData("""{"permissionBoundary":{}}""", "\"permissionBoundary\" is no member of a case")]
    public void A_bad_line_is_reported_with_what_is_wrong(string line, string error)
    {
        var bad = Assert.IsType<Explanation.BadLine>(Explanation.Of(line, 7));

        Assert.StartsWith(error, bad.Error, StringComparison.Ordinal);
        Assert.StartsWith("{\"error\":\"", AnswerLine.Of(bad), StringComparison.Ordinal);
        Assert.EndsWith(",\"line\":7}", AnswerLine.Of(bad), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ecr:*")]
    [InlineData("*:*")]
    [InlineData("ecr:Get*")]
    [InlineData("ecr:Batch?etImage")]
    [InlineData(" ecr:BatchGetImage")]
    [InlineData("ecr:BatchGetImage\\n")]
    [InlineData("ecr:")]
    [InlineData("ecr:a:b")]
    public void An_action_is_one_action(string action) =>
        Assert.Contains("; accepted: service:name without wildcards, ecr:BatchGetImage say",
            Answer(Line(ReadOnly).Replace("ecr:BatchGetImage\",\"resource", action + "\",\"resource", StringComparison.Ordinal)),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("foo")]
    [InlineData("*")]
    [InlineData("")]
    [InlineData("arn:aws:s3:::b")]
    [InlineData("arn:aws:ecr:us-east-1::repository/app")]
    [InlineData("arn:aws:ecr:us-east-1:111122223333:repository/*")]
    [InlineData("arn:aws:ecr:us-east-1:111122223333:repository/ap?")]
    [InlineData("arn:aws:ecr:us-east-1:111122223333:repository/")]
    [InlineData("arn:aws:ecr:*:111122223333:repository/app")]
    [InlineData("arn:aws:ecr:us-east-1:111122223333:app")]
    public void A_resource_is_one_repository(string resource) =>
        Assert.Contains("{\"error\":\"\\\"resource\\\" is \\\"" + resource, Answer(Line("\"identityPolicies\":[]",
            """
            "resourcePolicy":{"Statement":{"Effect":"Allow","Principal":"*","Action":"*"}}
            """).Replace("arn:aws:ecr:us-west-2:111122223333:repository/app", resource, StringComparison.Ordinal)),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("*")]
    [InlineData("arn:aws:ecr:us-west-2:111122223333:repository/app")]
    [InlineData("arn:aws-us-gov:ecr:us-gov-west-1:111122223333:repository/team_a/app-1.x")]
    public void A_token_is_evaluated_for_a_star_or_a_repository(string resource) =>
        Assert.StartsWith("{\"decision\":\"ImplicitlyDenied\"",
            Answer(Line("\"identityPolicies\":[]").Replace("ecr:BatchGetImage", "ecr:GetAuthorizationToken", StringComparison.Ordinal)
            .Replace("arn:aws:ecr:us-west-2:111122223333:repository/app", resource, StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void A_line_that_cannot_be_evaluated_is_reported_too_with_what_went_wrong()
    {
        var wrong = new InvalidOperationException("oh");
        Assert.Equal(new Explanation.BadLine(
            "the line could not be judged, which is a defect of this program: InvalidOperationException, oh", 3)
        { Defect = wrong },
            Explanation.OfLine(3, () => throw wrong));
    }

    [Fact]
    public void A_line_that_is_wrong_itself_is_no_defect() =>
        Assert.Null(Assert.IsType<Explanation.BadLine>(Explanation.Of("{", 1)).Defect);

    [Fact]
    public void A_deny_with_an_empty_condition_is_fixed_like_any_other() =>
        Assert.Contains("\"Condition\":{\"StringNotEquals\":{\"aws:PrincipalArn\":\"arn:aws:iam::111122223333:role/eks-node\"}}",
            Fixed(Line(ReadOnly,
            """
            "resourcePolicy":{"Statement":{"Effect":"Deny","Principal":"*","Action":"ecr:BatchGetImage","Condition":{}}}
            """)), StringComparison.Ordinal);

    [Fact]
    public void A_fix_shows_the_resulting_policy_and_every_change() =>
        Assert.Equal(
            """
            {"decision":"ExplicitlyDenied","decidedBy":[{"policy":"resource","index":0,"statement":0,"sid":"new policy"}],"unknowns":[],
            "after":{"Version":"2012-10-17","Statement":[{"Sid":"new policy","Effect":"Deny",
            "Principal":{"AWS":"arn:aws:iam::111122223333:role/eks-node"},"Action":["ecr:PutImage"]}]},
            "changes":[{"principal":"arn:aws:iam::111122223333:role/eks-node","action":"ecr:BatchGetImage",
            "was":"ExplicitlyDenied","becomes":"Allowed"}],"refused":null,"ask":null}
            """.Replace("\n", "", StringComparison.Ordinal),
            Fixed(Line(ReadOnly, Deny)));

    [Fact]
    public void A_policy_with_nothing_left_is_deleted() =>
        Assert.Contains("\"after\":null,", Fixed(Line(ReadOnly, Deny.Replace(",\"ecr:PutImage\"", "", StringComparison.Ordinal))),
            StringComparison.Ordinal);

    [Fact]
    public void Without_a_deny_there_is_no_resulting_policy() =>
        Assert.EndsWith("\"unknowns\":[],\"changes\":[],\"refused\":null,\"ask\":null}", Fixed(Line(ReadOnly)), StringComparison.Ordinal);

    [Fact]
    public void A_refused_fix_says_why() =>
        Assert.EndsWith("\"changes\":[],"
            + "\"refused\":\"the Sid of statement 0 (\\\"new policy\\\") matches the protected pattern \\\"new*\\\"\",\"ask\":null}",
            AnswerLine.Of(Explanation.Of(Line(ReadOnly, Deny), 1, PatchStrategy.CarveOut, "new*")), StringComparison.Ordinal);

    [Theory]
    [InlineData("ecr:PutImage")]
    [InlineData("ecr:BatchCheckLayerAvailability")]
    public void A_denied_action_that_is_not_a_pull_action_is_not_lifted(string action) =>
        Assert.EndsWith(
            "\"changes\":[],\"refused\":\"only pull actions can be allowed this way "
                + "(ecr:BatchGetImage, ecr:GetDownloadUrlForLayer), not \\\"" + action + "\\\"\",\"ask\":null}",
            Fixed(Line(ReadOnly, Deny.Replace("\"ecr:BatchGetImage\",\"ecr:PutImage\"", $"\"{action}\"", StringComparison.Ordinal))
                .Replace("\"action\":\"ecr:BatchGetImage\"", $"\"action\":\"{action}\"", StringComparison.Ordinal)),
                StringComparison.Ordinal);

    [Fact]
    public void A_user_who_is_denied_nothing_needs_no_fix() =>
        Assert.EndsWith("\"unknowns\":[],\"changes\":[],\"refused\":null,\"ask\":null}", Fixed(Line(ReadOnly, Deny).Replace(
            "\"principal\":\"arn:aws:iam::111122223333:role/eks-node\"", "\"principal\":\"arn:aws:iam::111122223333:user/eve\"",
            StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void A_deny_on_a_user_is_not_fixed() =>
        Assert.Contains("is not a role",
            Fixed(Line(ReadOnly, Deny).Replace("arn:aws:iam::111122223333:role/eks-node", "arn:aws:iam::111122223333:user/eve",
                StringComparison.Ordinal)),
            StringComparison.Ordinal);

    private const string Look = "\"resourcePolicy\":"
        + """{"Version":"2012-10-17","Statement":[{"Sid":"Look","Effect":"Allow","Principal":"*","Action":"ecr:DescribeImages"}]}""";

    private static string OfAnotherAccount(string line) =>
        line.Replace("111122223333:role/eks-node", "444455556666:role/eks-node", StringComparison.Ordinal);

    [Fact]
    public void Where_nothing_allows_a_role_the_fix_is_one_statement_for_a_person_to_approve()
    {
        var answer = Fixed(OfAnotherAccount(Line(ReadOnly, Look)));
        Assert.StartsWith("{\"decision\":\"ImplicitlyDenied\"", answer, StringComparison.Ordinal);
        Assert.Contains("{\"Sid\":\"RemediatorAllowPull", answer, StringComparison.Ordinal);
        Assert.Contains("\"was\":\"ImplicitlyDenied\",\"becomes\":\"Allowed\"", answer, StringComparison.Ordinal);
        Assert.EndsWith("\"refused\":null,\"ask\":\"the change adds an Allow, which always needs approval\"}", answer,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"identityPolicies\":[]")]
    [InlineData("\"identityPolicies\":[],\"resourcePolicy\":null")]
    public void A_repository_without_a_policy_gets_one_for_a_role_of_its_own_account(string policies) =>
        Assert.Contains("\"after\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"RemediatorAllowPull", Fixed(Line(policies)),
            StringComparison.Ordinal);

    [Fact]
    public void Across_accounts_an_allow_of_one_side_is_no_fix() =>
        Assert.Contains("\"changes\":[],\"refused\":\"an Allow in the repository policy alone would not help",
            Fixed(OfAnotherAccount(Line("\"identityPolicies\":[]", Look))), StringComparison.Ordinal);

    [Fact]
    public void An_action_that_is_no_pull_is_not_granted() =>
        Assert.EndsWith("\"changes\":[],\"refused\":null,\"ask\":null}",
            Fixed(Line("\"identityPolicies\":[]").Replace("ecr:BatchGetImage", "ecr:PutImage", StringComparison.Ordinal)),
            StringComparison.Ordinal);

    private const string RegistryDenies = "\"registryPolicy\":"
        + """{"Version":"2012-10-17","Statement":[{"Sid":"fence","Effect":"Deny","Principal":"*","Action":"ecr:BatchGetImage","""
        + "\"Resource\":\"arn:aws:ecr:us-west-2:111122223333:repository/*\"}]}";

    [Theory]
    [InlineData("")]
    [InlineData(",\"registryPolicyScope\":\"V2\"")]
    [InlineData(",\"registryPolicyScope\":null")]
    public void The_registry_policy_is_evaluated_as_well(string scope) =>
        Assert.Equal(
            """{"decision":"ExplicitlyDenied","decidedBy":[{"policy":"registry","index":0,"statement":0,"sid":"fence"}],"unknowns":[]}""",
            Answer(Line(ReadOnly, RegistryDenies + scope)));

    [Fact]
    public void Under_scope_V1_the_registry_policy_decides_no_pull() =>
        Assert.StartsWith("{\"decision\":\"Allowed\"", Answer(Line(ReadOnly, RegistryDenies, "\"registryPolicyScope\":\"V1\"")),
            StringComparison.Ordinal);

    [Fact]
    public void The_registry_policy_may_be_the_text_that_the_aws_command_prints() =>
        Assert.Equal(Answer(Line(ReadOnly, RegistryDenies)), Answer(Line(ReadOnly,
            "\"registryPolicy\":"
                + JsonSerializer.Serialize(RegistryDenies[(RegistryDenies.IndexOf(':', StringComparison.Ordinal) + 1)..]))));

    [Fact]
    public void Where_the_registry_policy_denies_too_there_is_no_fix() =>
        Assert.EndsWith("\"changes\":[],\"refused\":\"statement 0 (\\\"fence\\\") of the registry policy denies the pull as well; "
            + "this program never edits that policy, and behind it no change of the repository policy helps\",\"ask\":null}",
            Fixed(Line(ReadOnly, Deny, RegistryDenies)), StringComparison.Ordinal);

    [Fact]
    public void Where_only_the_registry_policy_denies_the_fix_says_that_it_is_never_edited() =>
        Assert.EndsWith("\"changes\":[],\"refused\":\"the registry policy denies this, and this program never edits it\",\"ask\":null}",
            Fixed(Line(ReadOnly, RegistryDenies)), StringComparison.Ordinal);

    [Fact]
    public void A_deny_of_other_transports_than_TLS_denies_no_request_to_ECR() =>
        Assert.StartsWith("{\"decision\":\"Allowed\"", Answer(Line(ReadOnly,
            """
            "resourcePolicy":{"Statement":{"Effect":"Deny","Principal":"*","Action":"ecr:*",
              "Condition":{"Bool":{"aws:SecureTransport":"false"}}}}
            """)), StringComparison.Ordinal);

    [Fact]
    public void Lines_are_evaluated_one_by_one_and_a_bad_one_is_reported_at_the_end()
    {
        var (exit, output) = Run($"{Line(ReadOnly)}\n\nnonsense\n{Line(ReadOnly, Deny)}\n");

        Assert.Equal(1, exit);
        Assert.Equal(["Allowed", "line\":2", "line\":3", "ExplicitlyDenied"], output.TrimEnd('\n').Split('\n')
            .Select(line => new[] { "Allowed", "line\":2", "line\":3", "ExplicitlyDenied" }
                .Single(part => line.Contains(part, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("--require Allowed", 1)]
    [InlineData("--require ExplicitlyDenied", 0)]
    [InlineData("--fix --require ExplicitlyDenied", 0)]
    public void A_pipeline_can_require_a_decision(string arguments, int exit) =>
    Assert.Equal(exit, Run(Line(ReadOnly, Deny), arguments).Exit);

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "--require Allowed", 1)]
    [InlineData("\n", "", 1)]
    [InlineData(" \n", "--require Allowed", 1)]
    public void A_required_decision_fails_without_any_input(string input, string arguments, int exit) =>
    Assert.Equal(exit, Run(input, arguments).Exit);

    [Fact]
    public void The_strategy_can_be_the_one_of_the_workshop_page()
    {
        var (_, output) = Run(Line(ReadOnly, Deny), "--fix --strategy flip-effect");

        Assert.Contains("\"Effect\":\"Allow\"", output, StringComparison.Ordinal);
        Assert.Contains("\"warnings\":[\"PATCH_STRATEGY=flip-effect also allows the role: ecr:BatchGetImage, ecr:PutImage\"]", output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_in_YAML_are_documents_one_after_another()
    {
        var (exit, output) = Run($"{Line(ReadOnly)}\n{Line(ReadOnly, Deny)}\n", "-o yaml");
        Assert.Equal(0, exit);
        Assert.StartsWith("---\ndecision: Allowed\n", output, StringComparison.Ordinal);
        Assert.Contains("\n---\ndecision: ExplicitlyDenied\ndecidedBy:\n  - policy: resource\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-o json")]
    [InlineData("--json")]
    public void Answers_in_JSON_are_the_lines_that_a_pipe_gets(string arguments) =>
        Assert.Equal(Run(Line(ReadOnly, Deny)), Run(Line(ReadOnly, Deny), arguments));

    [Fact]
    public async Task Text_is_there_without_a_terminal_too()
    {
        var output = new StringBuilder();
        await CliProcess.Of("explain", "-o", "text").WithStandardInputPipe(PipeSource.FromString(Line(ReadOnly, Deny)))
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output)).ExecuteAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("ExplicitlyDenied  ecr:BatchGetImage  arn:aws:iam::111122223333:role/eks-node\n", $"{output}",
            StringComparison.Ordinal);
    }

    private static string Line(params string[] parts) => Case.TrimEnd() + string.Join(",", parts.Select(part => part.Trim())) + "}";

    private static string Answer(string line) => AnswerLine.Of(Explanation.Of(line, 1));

    private static string Fixed(string line) => AnswerLine.Of(Explanation.Of(line, 1, PatchStrategy.CarveOut));

    private static (int Exit, string Output) Run(string input, string arguments = "")
    {
        using var output = new StringWriter();
        return (ExplainCommand.Create(new StringReader(input), output).Parse(arguments).Invoke(), output.ToString());
    }
}
