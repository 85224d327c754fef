using System.Text.Json;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Tests.Policies.Evaluation;

public class AccessEvaluationTests
{
    /// <summary>Every case names the AWS page that it follows.</summary>
    public static TheoryData<string> Names =>
        [.. Given.Corpus("judgements.json").EnumerateArray().Select(one => one.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_handwritten_case_is_evaluated_as_its_AWS_page_says(string name)
    {
        var one = Given.Corpus("judgements.json").EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);
        Assert.StartsWith("reference_policies", one.GetProperty("page").GetString(), StringComparison.Ordinal);

        var decision = AccessEvaluation.Of(Given.Case(one.GetProperty("case")));

        Assert.Equal(one.GetProperty("decision").GetString(), decision.Answer.ToString());
        if (one.TryGetProperty("decidedBy", out var deciders))
            Assert.Equal(deciders.EnumerateArray().Select(text => text.GetString()),
                decision.DecidedBy.Select(decider => $"{decider.Policy.WireName} {decider.Index} {decider.Statement}"));
        if (one.TryGetProperty("unknowns", out var unknowns))
            Assert.Equal(unknowns.EnumerateArray().Select(text => text.GetString()), decision.Unknowns);
    }

    [Theory]
    [InlineData("e?r:BatchGetImage", "s3:GetObject")]
    [InlineData("s3:GetObject", "e?r:BatchGetImage")]
    public void A_deny_whose_action_cannot_be_parsed_is_never_ignored(string first, string second)
    {
        var decision = AccessEvaluation.Of(new AccessCase
        {
            Principal = Given.Node,
            Action = "ecr:BatchGetImage",
            Resource = Given.Repository,
            IdentityPolicies = [Given.ReadOnly],
            ResourcePolicy = Given.Policy($$"""{"Effect":"Deny","Principal":"*","Action":["{{first}}","{{second}}"]}"""),
        });

        Assert.Equal(PolicyAnswer.Unknown, decision.Answer);
    }

    /// <summary>`operator`, the key's values in the request (null: absent, "?": unknown), the policy's values, the result.</summary>
    public static TheoryData<string> Conditions => [.. Given.Corpus("conditions.json").EnumerateArray().Select(row => row.GetRawText())];

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Every_condition_operator_works_as_its_AWS_page_says(string row)
    {
        var cells = JsonDocument.Parse(row).RootElement;
        var context = cells[1] is { ValueKind: JsonValueKind.String } text && text.ValueEquals("?") ? "{}"
            : $$"""{"test:Key":{{cells[1].GetRawText()}}}""";
        var question = JsonDocument.Parse($$$"""
            {"principal":"{{{Given.NodeRole}}}", "identity":[], "context":{{{context}}}, "policy":[
              {"Effect":"Allow", "Principal":"*", "Action":"ecr:*",
                "Condition":{ "{{{cells[0]}}}":{ "test:key":{{{cells[2].GetRawText()}}} } } } ] }
            """).RootElement;

        Assert.Equal(cells[3].GetString(), AccessEvaluation.Of(Given.Case(question)).Answer switch
        {
            PolicyAnswer.Allowed => "true",
            PolicyAnswer.ImplicitlyDenied => "false",
            var other => other.ToString(),
        });
    }

    [Fact]
    public void A_decision_reports_what_made_the_statement_match()
    {
        var decision = AccessEvaluation.Of(new AccessCase
        {
            Principal = Given.Node,
            Action = "ecr:BatchGetImage",
            Resource = Given.Repository,
            IdentityPolicies = [Given.ReadOnly],
            ResourcePolicy = Given.Workshop(),
        });

        Assert.Equal([new Decider(PolicyKind.Resource, 0, 0, "new policy", "arn:aws:iam::111122223333:role/eks-node ecr:BatchGetImage")],
            decision.DecidedBy);
    }

    [Theory]
    [InlineData("\"NotPrincipal\":{\"AWS\":\"444455556666\"},\"NotAction\":\"s3:*\"", "NotPrincipal NotAction")]
    [InlineData("\"Principal\":{\"AWS\":[\"444455556666\",\"*\"]},\"Action\":[\"s3:*\",\"ecr:*\"]", "* ecr:*")]
    public void A_decision_reports_which_value_matched(string elements, string matched) =>
        Assert.Equal(matched, AccessEvaluation.Of(new AccessCase
        {
            Principal = Given.Node,
            Action = "ecr:BatchGetImage",
            Resource = Given.Repository,
            IdentityPolicies = [],
            ResourcePolicy = Given.Policy($$"""{"Effect":"Deny",{{elements}}}"""),
        }).DecidedBy.Single().Matched);

    [Fact]
    public void An_unknown_decision_reports_the_invalid_elements()
    {
        var decision = AccessEvaluation.Of(new AccessCase
        {
            Principal = Given.Node,
            Action = "ecr:BatchGetImage",
            Resource = Given.Repository,
            IdentityPolicies = [],
            ResourcePolicy = Given.Policy("""{"Effect":"Deny"}"""),
        });

        Assert.Equal(["Principal", "Action", "Statement"], decision.Unknowns);
        Assert.Equal("no Principal no Action", decision.DecidedBy.Single().Matched);
    }
}
