using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Tests.Policies.Fixing;

public class RefusalTests
{
    private const string Role = "arn:aws:iam::111122223333:role/eks-node";
    private const string Other = "arn:aws:iam::444455556666:role/ci";

    [Theory]
    [InlineData("\"Sid\":\"In Quarantine 7\",",
        "the Sid of statement 0 (\"In Quarantine 7\") matches the protected pattern \"*quarantine*\"")]
    [InlineData("\"Sid\":\"hold-x\",", "the Sid of statement 0 (\"hold-x\") matches the protected pattern \"HOLD-?\"")]
    [InlineData("\"Mood\":1,", "statement 0 has the unknown element \"Mood\"")]
    [InlineData("\"Resource\":\"*\",", "statement 0 has a Resource, which ECR accepts in no repository policy")]
    [InlineData("\"Condition\":{\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1\"}},",
        "statement 0 denies only under this condition: {\"StringNotEquals\":"
            + "{\"aws:SourceVpce\":\"vpce-1\"}}")]
    [InlineData("\"Condition\":{\"ArnNotEquals\":{\"aws:PrincipalArn\":\"arn:aws:iam::444455556666:role/ci\"}},",
        "statement 0 denies only under this condition: {\"ArnNotEquals\":"
            + "{\"aws:PrincipalArn\":\"arn:aws:iam::444455556666:role/ci\"}}")]
    [InlineData("\"Condition\":{\"StringNotEquals\":{\"aws:PrincipalArn\":\"arn:aws:iam::444455556666:role/ci\"}},",
        "statement 0 denies only under this condition: {\"StringNotEquals\":"
            + "{\"aws:PrincipalArn\":\"arn:aws:iam::444455556666:role/ci\"}}")]
    [InlineData("\"Condition\":{\"StringNotEquals\":{\"aws:PrincipalArn\":\"arn:aws:iam::444455556666:role/*\"}},",
        "statement 0 denies only under this condition: {\"StringNotEquals\":"
            + "{\"aws:PrincipalArn\":\"arn:aws:iam::444455556666:role/*\"}}")]
    [InlineData("\"Condition\":{\"StringNotEquals\":{\"aws:PrincipalArn\":\"arn:aws:iam::444455556666:role/ci\",\"aws:PrincipalAccount\":"
        + "\"1\"}},",
        "statement 0 denies only under this condition: {\"StringNotEquals\":"
            + "{\"aws:PrincipalAccount\":\"1\",\"aws:PrincipalArn\":\"arn:aws:iam::444455556666:role/ci\"}}")]
    [InlineData("\"Condition\":{\"StringNotEquals\":{\"aws:PrincipalArn\":\"arn:aws:iam::444455556666:role/ci\"}"
        + ",\"Null\":{\"aws:PrincipalArn\":\"false\"}},",
        "statement 0 denies only under this condition: {\"Null\":{\"aws:PrincipalArn\":\"false\"}"
            + ",\"StringNotEquals\":{\"aws:PrincipalArn\":\"arn:aws:iam::444455556666:role/ci\"}}")]
    public void A_deny_of_an_unsupported_shape_is_not_edited(string element, string why) =>
        Assert.Equal(why,
            Refusal(Given.FixOf($$"""{{{element}}"Effect":"Deny","Principal":{"AWS":"{{Role}}"},"Action":"ecr:BatchGetImage"}""")
            with
            { ProtectedSids = ["*quarantine*", "HOLD-?"] }));

    [Fact]
    public void A_deny_by_NotPrincipal_is_not_edited() =>
        Assert.Equal("statement 0 denies with NotPrincipal",
            Refusal(Given.FixOf($$"""{"Effect":"Deny","NotPrincipal":{"AWS":"{{Other}}"},"Action":"ecr:BatchGetImage"}""")));

    [Fact]
    public void A_deny_by_NotAction_is_not_edited() =>
        Assert.Equal("statement 0 denies with NotAction",
            Refusal(Given.FixOf($$"""{"Effect":"Deny","Principal":{"AWS":"{{Role}}"},"NotAction":"ecr:PutImage"}""")));

    [Fact]
    public void A_deny_that_is_not_understood_is_not_edited()
    {
        Assert.Equal("statement 0 cannot be interpreted: Action",
            Refusal(Given.FixOf($$"""{"Effect":"Deny","Principal":{"AWS":"{{Role}}"},"Action":"ecr*"}""")));
        Assert.Equal("statement 0 cannot be interpreted: Principal",
            Refusal(Given.FixOf($$"""{"Effect":"Deny","Principal":"{{Role}}","Action":"ecr:*"}""")));
    }

    [Fact]
    public void A_policy_with_a_dead_principal_is_not_edited() =>
        Assert.Equal("the policy names \"AROAEXAMPLE123456789\", the ID of a deleted principal; ECR would not accept the policy again",
            Refusal(Given.FixOf(
                $$"""{"Effect":"Deny","Principal":{"AWS":"{{Role}}"},"Action":"ecr:BatchGetImage"}""",
                """{"Effect":"Allow","Principal":{"AWS":["AROAEXAMPLE123456789"]},"Action":"ecr:BatchGetImage"}""")));

    [Theory]
    [InlineData("\"Principal\":{\"AWS\":\"arn:aws:iam::444455556666:role/*\"},\"Action\":\"ecr:ListImages\"",
        "statement 1 cannot be interpreted: Principal")]
    [InlineData("\"Principal\":{\"AWS\":[]},\"Action\":\"ecr:ListImages\"", "statement 1 cannot be interpreted: Principal")]
    [InlineData("\"Action\":\"ecr:ListImages\"", "statement 1 cannot be interpreted: Principal")]
    [InlineData("\"Principal\":\"*\",\"Action\":[\"ecr:ListImages\",\"e*:x\"]", "statement 1 cannot be interpreted: Action")]
    [InlineData("\"Principal\":\"*\",\"Action\":[]", "statement 1 cannot be interpreted: Action")]
    [InlineData("\"Principal\":\"*\",\"Action\":\"ecr:ListImages\",\"Mood\":1", "statement 1 has the unknown element \"Mood\"")]
    [InlineData("\"Principal\":\"*\",\"Action\":\"ecr:ListImages\",\"Resource\":\"*\"",
        "statement 1 has a Resource, which ECR accepts in no repository policy")]
    public void A_policy_that_ECR_would_not_accept_again_is_not_edited_wherever_the_problem_is(string other, string why) =>
        Assert.Equal(why, Refusal(Given.FixOf(
            $$"""{"Effect":"Deny","Principal":{"AWS":"{{Role}}"},"Action":"ecr:BatchGetImage"}""", $$"""{"Effect":"Allow",{{other}}}""")));

    [Theory]
    [InlineData("\"Mood\":1,", "Mood")]
    [InlineData("\"statement\":[],", "statement")]
    [InlineData("\"version\":\"2012-10-17\",", "version")]
    [InlineData("\"Comment\":\"why\",", "Comment")]
    public void A_policy_with_an_unknown_element_beside_its_statements_is_not_edited(string element, string name) =>
        Assert.Equal($"the policy has the unknown element \"{name}\" beside its statements",
            Refusal(Given.FixOf(PolicyDocument.Parse($"{{{element}{Given.Workshop().Text[1..]}"))));

    [Fact]
    public void An_unknown_effect_is_not_edited() =>
        Assert.Equal("statement 0 cannot be interpreted: Effect",
            Refusal(Given.FixOf($$"""{"Effect":"deny","Principal":{"AWS":"{{Role}}"},"Action":"ecr:BatchGetImage"}""")));

    [Theory]
    [InlineData("\"2012-10-18\"")]
    [InlineData("2012")]
    public void A_policy_of_an_unknown_version_is_not_edited(string version) =>
        Assert.Equal("the policy has an undocumented \"Version\"; accepted: 2008-10-17 and 2012-10-17",
            Refusal(Given.FixOf(PolicyDocument.Parse(
            Given.Workshop().Text.Replace("\"2012-10-17\"", version, StringComparison.Ordinal)))));

    [Theory]
    [InlineData("\"2008-10-17\"")]
    [InlineData("\"2012-10-17\"")]
    public void A_policy_of_either_version_is_edited(string version) =>
        Assert.IsType<Fix.Patch>(Fix.For(Given.FixOf(PolicyDocument.Parse(Given.Workshop().Text
            .Replace("\"2012-10-17\"", version, StringComparison.Ordinal)))));

    [Fact]
    public void A_result_that_ECR_would_not_accept_is_refused()
    {
        var long1 =
            $$"""{"Sid":"{{new string('x', 10_000)}}","Effect":"Deny","Principal":"*","Action":["ecr:BatchGetImage","ecr:PutImage"]}""";

        Assert.Equal("the patched policy has 10267 characters, ECR accepts 10240", Refusal(Given.FixOf(long1)));
        Assert.IsType<Fix.Patch>(Fix.For(Given.FixOf(long1.Replace(new string('x', 27), "", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_result_that_locks_the_writer_out_is_refused()
    {
        var need = Given.FixOf(Given.Workshop()) with { OwnRole = Given.NodeRole };

        Assert.Equal($"the changed policy would deny ecr:GetRepositoryPolicy to this program's own role ({Role}), "
            + "so it could not check or restore the policy", Refusal(need));
        Assert.IsType<Fix.Patch>(Fix.For(need with { OwnRole = RoleArn.Parse(Other) }));
    }

    [Theory]
    [InlineData("arn:aws:sts::111122223333:assumed-role/remediator/remediator", "", "would deny")]
    [InlineData("arn:aws:iam::111122223333:role/service-role/remediator", "", "would deny")]
    [InlineData("arn:aws:iam::111122223333:role/remediator", ",\"Condition\":{\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1\"}}",
        "may deny")]
    public void A_result_that_may_lock_the_writer_out_is_refused(string named, string condition, string how) =>
        Assert.StartsWith($"the changed policy {how} ecr:SetRepositoryPolicy to ",
            Refusal(WrittenBy("arn:aws:iam::111122223333:role/remediator",
            $$"""{"Effect":"Deny","Principal":{"AWS":"{{named}}"},"Action":"ecr:SetRepositoryPolicy"{{condition}}}""")),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("arn:aws:sts::111122223333:assumed-role/remediators/x", "")]
    [InlineData("arn:aws:sts::444455556666:assumed-role/remediator/x", "")]
    [InlineData("*", ",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}")]
    public void A_deny_that_certainly_excludes_the_writer_locks_nobody_out(string named, string condition) =>
        Assert.IsType<Fix.Patch>(Fix.For(WrittenBy("arn:aws:iam::111122223333:role/remediator",
            $$"""{"Effect":"Deny","Principal":{"AWS":"{{named}}"},"Action":"ecr:SetRepositoryPolicy"{{condition}}}""")));

    [Fact]
    public void A_pull_that_something_else_denies_is_no_reason_to_open_the_repository()
    {
        var need = Given.FixOf(Given.Workshop());

        Assert.Equal("ecr:BatchGetImage would still be implicitly denied without this Deny", Refusal(need with { IdentityPolicies = [] }));
        Assert.Equal("ecr:GetDownloadUrlForLayer would still be explicitly denied without this Deny", Refusal(need with
        {
            IdentityPolicies = [Given.ReadOnly, Given.Policy("""{"Effect":"Deny","Action":"ecr:GetDownload*","Resource":"*"}""")],
        }));
    }

    [Fact]
    public void A_deny_of_actions_that_a_pull_does_not_need_is_left_in_place()
    {
        var fence = $$"""{"Sid":"quarantine","Effect":"Deny","Principal":{"AWS":"{{Role}}"},"Action":"ecr:BatchCheckLayerAvailability"}""";
        var need = Given.FixOf($$"""{"Effect":"Deny","Principal":{"AWS":"{{Role}}"},"Action":"ecr:BatchGetImage"}""", fence);

        var patch = Assert.IsType<Fix.Patch>(Fix.For(need with { ProtectedSids = ["q*"] }));

        Assert.Equal(Given.Policy(fence).Text, patch.After!.Text);
        Assert.Equal(["statement 1 (\"quarantine\") still denies ecr:BatchCheckLayerAvailability, which a pull does not need"],
            patch.Warnings.Select(warning => $"{warning}"));
    }

    [Fact]
    public void A_deny_whose_condition_is_known_not_to_hold_does_not_apply() =>
        Assert.IsType<Fix.NotNeeded>(Fix.For(Given.FixOf(
            """{"Effect":"Deny","Principal":"*","Action":"ecr:*","Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1"}}}""")
            with
        { Context = RequestContext.Of([KeyValuePair.Create<string, IReadOnlyList<string>?>("aws:SourceVpce", ["vpce-1"])]) }));

    [Fact]
    public void The_role_is_exempted_only_if_the_role_of_the_session_is_known()
    {
        var session = Assert.IsType<Principal.Session>(Principal.Parse("arn:aws:sts::111122223333:assumed-role/eks-node/i-0abc"));

        Assert.Equal($"statement 0 denies \"*\", and the role behind \"{session}\" is not known",
            Refusal(Given.FixOf("""{"Effect":"Deny","Principal":"*","Action":"ecr:*"}""") with { Session = session }));
    }

    private static FixCase WrittenBy(string role, string statement) =>
        Given.FixOf($$"""{"Effect":"Deny","Principal":{"AWS":"{{Role}}"},"Action":"ecr:BatchGetImage"}""",
            statement) with
        { OwnRole = RoleArn.Parse(role) };

    private static string Refusal(FixCase need) => Assert.IsType<Fix.Refused>(Fix.For(need)).Why.ToString();
}
