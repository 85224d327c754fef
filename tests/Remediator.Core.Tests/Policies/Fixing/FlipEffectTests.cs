using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Tests.Policies.Fixing;

public class FlipEffectTests
{
    private const string Role = "arn:aws:iam::111122223333:role/eks-node";

    [Fact]
    public void The_workshops_own_change_lists_every_action_it_allows()
    {
        var patch = Assert.IsType<Fix.Patch>(Fix.For(Flip(Given.Workshop())));

        Assert.Equal(patch.Before!.Text.Replace("\"Deny\"", "\"Allow\"", StringComparison.Ordinal), patch.After!.Text);
        Assert.Equal(Given.WorkshopActions.Order(StringComparer.Ordinal),
            patch.Changes.Select(change => change.Action).Order(StringComparer.Ordinal));
        Assert.All(patch.Changes,
            change => Assert.Equal((Role, PolicyAnswer.ExplicitlyDenied, PolicyAnswer.Allowed),
                (change.Principal, change.Was, change.Becomes)));
        Assert.Contains("ecr:SetRepositoryPolicy", $"{Assert.Single(patch.Warnings)}", StringComparison.Ordinal);
        Assert.Null(patch.Ask);
    }

    [Fact]
    public void A_wildcard_needs_approval()
    {
        var patch = Assert.IsType<Fix.Patch>(
            Fix.For(Flip(Given.Policy($$"""{"Effect":"Deny","Principal":{"AWS":["{{Role}}"]},"Action":"ecr:Batch*"}""",
            """{"Effect":"Allow","Principal":"*","Action":"ecr:GetDownloadUrlForLayer"}"""))));

        Assert.Equal("statement 0 lists \"ecr:Batch*\"; flip-effect would also allow the role what AWS adds to it later", $"{patch.Ask}");
        Assert.Equal(5, patch.Changes.Count);
    }

    [Fact]
    public void An_action_that_the_dated_list_does_not_have_is_allowed_by_name()
    {
        var patch = Assert.IsType<Fix.Patch>(Fix.For(Flip(Given.Policy(
            $$"""{"Effect":"Deny","Principal":{"AWS":"{{Role}}"}"""
                + $$""","Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer","ecr:BrandNewThing"]}"""))));

        Assert.Equal(new PolicyChange(Role, "ecr:BrandNewThing", PolicyAnswer.ExplicitlyDenied, PolicyAnswer.Allowed), patch.Changes[^1]);
        Assert.Equal(["PATCH_STRATEGY=flip-effect also allows the role: "
            + "ecr:BatchGetImage, ecr:GetDownloadUrlForLayer, ecr:BrandNewThing"],
            patch.Warnings.Select(warning => $"{warning}"));
    }

    [Theory]
    [InlineData("""{"AWS":"*"}""")]
    [InlineData("""{"AWS":"111122223333"}""")]
    [InlineData("""{"AWS":["arn:aws:iam::111122223333:role/eks-node","arn:aws:iam::444455556666:role/ci"]}""")]
    [InlineData("""{"AWS":"arn:aws:iam::111122223333:role/eks-node","Service":"x"}""")]
    public void Only_a_statement_on_the_role_alone_is_flipped(string principal) =>
        Assert.Equal($"statement 0 is not on \"{Role}\" alone; flip-effect changes only such a statement",
            Refusal(Given.Policy($$"""{"Effect":"Deny","Principal":{{principal}},"Action":"ecr:BatchGetImage"}""")));

    [Fact]
    public void Only_one_statement_is_flipped() =>
        Assert.Equal("flip-effect changes one statement, but 2 statements deny", Refusal(Given.Policy(
            $$"""{"Effect":"Deny","Principal":{"AWS":"{{Role}}"},"Action":"ecr:BatchGetImage"}""",
            $$"""{"Effect":"Deny","Principal":{"AWS":"{{Role}}"},"Action":"ecr:GetDownloadUrlForLayer"}""")));

    [Fact]
    public void An_exemption_is_a_condition_too() =>
        Assert.Equal(
            "statement 0 denies only under this condition: {\"StringNotEquals\":"
                + "{\"aws:PrincipalArn\":\"arn:aws:iam::444455556666:role/ci\"}}", Refusal(Given.Policy(
            """
            {"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::111122223333:role/eks-node"},"Action":"ecr:BatchGetImage",
             "Condition":{"StringNotEquals":{"aws:PrincipalArn":"arn:aws:iam::444455556666:role/ci"}}}
            """)));

    [Fact]
    public void A_deny_by_NotAction_is_not_flipped() =>
        Assert.Equal("statement 0 denies with NotAction", Refusal(Given.Policy(
            $$"""{"Effect":"Deny","Principal":{"AWS":"{{Role}}"},"NotAction":"ecr:PutImage"}""")));

    private static FixCase Flip(PolicyDocument policy) => Given.FixOf(policy) with { Strategy = PatchStrategy.FlipEffect };

    private static string Refusal(PolicyDocument policy) => Assert.IsType<Fix.Refused>(Fix.For(Flip(policy))).Why.ToString();
}
