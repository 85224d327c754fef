using Remediator.Core.Policies;

namespace Remediator.Core.Tests.Policies;

public class RefusalTests
{
    private const string Role = "arn:aws:iam::111122223333:role/eks-node";
    private const string Other = "arn:aws:iam::444455556666:role/ci";

    [Theory]
    [InlineData("\"Sid\":\"In Quarantine 7\",", "statement 0 (\"In Quarantine 7\") is protected by \"*quarantine*\"")]
    [InlineData("\"Sid\":\"hold-x\",", "statement 0 (\"hold-x\") is protected by \"HOLD-?\"")]
    [InlineData("\"Mood\":1,", "statement 0 has the unknown element \"Mood\"")]
    [InlineData("\"Resource\":\"*\",", "statement 0 has a Resource, which ECR takes in no repository policy")]
    [InlineData("\"Condition\":{\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1\"}},",
        "statement 0 denies under a condition, it would not deny where this does not hold: {\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1\"}}")]
    [InlineData("\"Condition\":{\"ArnNotEquals\":{\"aws:PrincipalArn\":\"arn:aws:iam::444455556666:role/ci\"}},",
        "statement 0 denies under a condition, it would not deny where this does not hold: {\"ArnNotEquals\":{\"aws:PrincipalArn\":\"arn:aws:iam::444455556666:role/ci\"}}")]
    [InlineData("\"Condition\":{\"StringNotEquals\":{\"aws:PrincipalArn\":\"arn:aws:iam::444455556666:role/*\"}},",
        "statement 0 denies under a condition, it would not deny where this does not hold: {\"StringNotEquals\":{\"aws:PrincipalArn\":\"arn:aws:iam::444455556666:role/*\"}}")]
    [InlineData("\"Condition\":{\"StringNotEquals\":{\"aws:PrincipalArn\":\"arn:aws:iam::444455556666:role/ci\",\"aws:PrincipalAccount\":\"1\"}},",
        "statement 0 denies under a condition, it would not deny where this does not hold: {\"StringNotEquals\":{\"aws:PrincipalAccount\":\"1\",\"aws:PrincipalArn\":\"arn:aws:iam::444455556666:role/ci\"}}")]
    [InlineData("\"Condition\":{\"StringNotEquals\":{\"aws:PrincipalArn\":\"arn:aws:iam::444455556666:role/ci\"},\"Null\":{\"aws:PrincipalArn\":\"false\"}},",
        "statement 0 denies under a condition, it would not deny where this does not hold: {\"Null\":{\"aws:PrincipalArn\":\"false\"},\"StringNotEquals\":{\"aws:PrincipalArn\":\"arn:aws:iam::444455556666:role/ci\"}}")]
    public void Such_a_deny_is_not_edited(string element, string why) =>
        Assert.Equal(why, Refusal(Given.FixOf($$"""{{{element}}"Effect":"Deny","Principal":{"AWS":"{{Role}}"},"Action":"ecr:BatchGetImage"}""")
            with
        { ProtectedSids = ["*quarantine*", "HOLD-?"] }));

    [Fact]
    public void A_deny_by_NotPrincipal_is_not_edited() =>
        Assert.Equal("statement 0 denies by NotPrincipal",
            Refusal(Given.FixOf($$"""{"Effect":"Deny","NotPrincipal":{"AWS":"{{Other}}"},"Action":"ecr:BatchGetImage"}""")));

    [Fact]
    public void A_deny_by_NotAction_is_not_edited() =>
        Assert.Equal("statement 0 denies by NotAction",
            Refusal(Given.FixOf($$"""{"Effect":"Deny","Principal":{"AWS":"{{Role}}"},"NotAction":"ecr:PutImage"}""")));

    [Fact]
    public void A_deny_that_nobody_understands_is_not_edited()
    {
        Assert.Equal("statement 0 is not understood: Action", Refusal(Given.FixOf($$"""{"Effect":"Deny","Principal":{"AWS":"{{Role}}"},"Action":"ecr*"}""")));
        Assert.Equal("statement 0 is not understood: Principal", Refusal(Given.FixOf($$"""{"Effect":"Deny","Principal":"{{Role}}","Action":"ecr:*"}""")));
    }

    [Fact]
    public void A_policy_with_a_dead_principal_is_not_edited() =>
        Assert.Equal("the policy names \"AROAEXAMPLE123456789\", the id of a principal that is gone; ECR would not take it back",
            Refusal(Given.FixOf(
                $$"""{"Effect":"Deny","Principal":{"AWS":"{{Role}}"},"Action":"ecr:BatchGetImage"}""",
                """{"Effect":"Allow","Principal":{"AWS":["AROAEXAMPLE123456789"]},"Action":"ecr:BatchGetImage"}""")));

    [Fact]
    public void A_result_that_ECR_would_not_take_is_refused()
    {
        var long1 = $$"""{"Sid":"{{new string('x', 10_000)}}","Effect":"Deny","Principal":"*","Action":["ecr:BatchGetImage","ecr:PutImage"]}""";

        Assert.Equal("the result has 10267 characters, ECR takes 10240", Refusal(Given.FixOf(long1)));
        Assert.IsType<Fix.Patch>(Fix.For(Given.FixOf(long1.Replace(new string('x', 27), "", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_result_that_locks_the_writer_out_is_refused()
    {
        var need = Given.FixOf(Given.Workshop()) with { OwnRole = Given.NodeRole };

        Assert.Equal($"the result denies ecr:GetRepositoryPolicy to \"{Role}\", which writes it", Refusal(need));
        Assert.IsType<Fix.Patch>(Fix.For(need with { OwnRole = RoleArn.Parse(Other) }));
    }

    [Fact]
    public void A_pull_that_something_else_denies_is_no_reason_to_open_the_repository()
    {
        var need = Given.FixOf(Given.Workshop());

        Assert.Equal("ecr:BatchGetImage would still be ImplicitlyDenied without this deny", Refusal(need with { IdentityPolicies = [] }));
        Assert.Equal("ecr:GetDownloadUrlForLayer would still be ExplicitlyDenied without this deny", Refusal(need with
        {
            IdentityPolicies = [Given.ReadOnly, Given.Policy("""{"Effect":"Deny","Action":"ecr:GetDownload*","Resource":"*"}""")],
        }));
    }

    [Fact]
    public void A_fence_around_what_a_pull_does_without_is_left_standing()
    {
        var fence = $$"""{"Sid":"quarantine","Effect":"Deny","Principal":{"AWS":"{{Role}}"},"Action":"ecr:BatchCheckLayerAvailability"}""";
        var need = Given.FixOf($$"""{"Effect":"Deny","Principal":{"AWS":"{{Role}}"},"Action":"ecr:BatchGetImage"}""", fence);

        var patch = Assert.IsType<Fix.Patch>(Fix.For(need with { ProtectedSids = ["q*"] }));

        Assert.Equal(Given.Policy(fence).Text, patch.After!.Text);
        Assert.Equal(["statement 1 (\"quarantine\") goes on denying ecr:BatchCheckLayerAvailability, which a pull does not need"], patch.Warnings);
    }

    [Fact]
    public void A_condition_that_is_known_not_to_hold_is_no_deny() =>
        Assert.IsType<Fix.NotNeeded>(Fix.For(Given.FixOf(
            """{"Effect":"Deny","Principal":"*","Action":"ecr:*","Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1"}}}""")
            with
        { Context = RequestContext.Of([KeyValuePair.Create<string, IReadOnlyList<string>?>("aws:SourceVpce", ["vpce-1"])]) }));

    [Fact]
    public void Whose_session_it_is_must_be_known_to_exempt_the_role()
    {
        var session = Assert.IsType<Principal.Session>(Principal.Parse("arn:aws:sts::111122223333:assumed-role/eks-node/i-0abc"));

        Assert.Equal($"statement 0 denies \"*\", and the role behind \"{session}\" is not known",
            Refusal(Given.FixOf("""{"Effect":"Deny","Principal":"*","Action":"ecr:*"}""") with { Session = session }));
    }

    private static string Refusal(FixCase need) => Assert.IsType<Fix.Refused>(Fix.For(need)).Why;
}
