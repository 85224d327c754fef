using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Remediator.Core.Audit.Lifecycle;
using Remediator.Core.Common;
using Remediator.Core.Deployments;
using Remediator.Core.Policies.Language;
using Remediator.Core.Tests.Triggers;
using Remediator.Core.Triggers;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Wording;

/// <summary>A reason that was found deep inside is as Japanese as the sentence around it.</summary>
public partial class JapaneseReasonTests
{
    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"Statement":1}""")]
    [InlineData("""{"Statement":[],"Statement":[]}""")]
    [InlineData("""{"Statement":[{"Sid":"\ud800"}]}""")]
    public void Why_a_policy_cannot_be_read(string text) =>
        IsJapanese(Assert.Throws<UnreadableException>(() => PolicyDocument.Parse(text)).Why);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"rules":[{"rulePriority":1,"selection":{"tagStatus":"some","countType":"x"},"action":{"type":"expire"}}]}""")]
    [InlineData("""{"rules":[{"rulePriority":1,"selection":{"size":1},"action":{"type":"expire"}}]}""")]
    public void Why_a_lifecycle_policy_cannot_be_read(string text) =>
        IsJapanese(Assert.Throws<UnreadableException>(() => LifecyclePolicy.Parse(text)).Why);

    [Fact]
    public void Why_a_role_cannot_be_read() => IsJapanese(Assert.Throws<UnreadableException>(() => RoleArn.Parse("nothing")).Why);

    [Fact]
    public void Why_a_plan_cannot_be_judged()
    {
        IsJapanese(Assert.Throws<UnreadableException>(() =>
            TerraformPlan.Read(Json("""{"resource_changes":[{"type":"aws_ecr_repository_policy"}]}"""))).Why);
        IsJapanese(Assert.Throws<UnreadableException>(() => CloudFormationPlan.ReadChangeSet(Json(
            """{"Changes":[{"ResourceChange":{"ResourceType":"AWS::ECR::Repository","LogicalResourceId":"Ui"}}]}"""))).Why);
        IsJapanese(Assert.Throws<UnreadableException>(() => CloudFormationPlan.ReadChangeSet(Json(
            """{"Changes":[{"ResourceChange":{"ResourceType":"AWS::ECR::Repository","AfterContext":"{"}}]}"""))).Why);
    }

    [Fact]
    public void Why_a_planned_policy_is_not_known()
    {
        var policy = Assert.Single(TerraformPlan.Read(Json("""
            {"resource_changes":[{"address":"p","type":"aws_ecr_repository_policy","change":{"actions":["update"],
              "before":null,"after":{"repository":"shop/ui","policy":"{\"Version\":1}"},"after_unknown":{}}}]}
            """)));
        IsJapanese(policy.After.Gap!);
    }

    [Theory]
    [InlineData("detail-type", "\"x\"")]
    [InlineData("source", "\"aws.ec2\"")]
    public void Why_an_event_is_not_followed(string field, string value) => IsJapanese(Assert.IsType<Trigger.Ignored>(
        Trigger.Read(SampleEvents.Of("set-repository-policy.json") is var e && field == "source"
            ? e with { Source = value } : e with { DetailType = value })).Why);

    [Theory]
    [InlineData("999900001111", "us-west-2")]
    [InlineData("111122223333", "eu-central-1")]
    public void Why_an_event_is_not_believed(string account, string region)
    {
        var listed = new KnownClusters("us-west-2", [], []);
        IsJapanese(listed.WhyNot(new(account, region, "blue", null, null, null), "111122223333")!);
    }

    [Theory]
    [InlineData("""{"cluster":1}""")]
    [InlineData("""{"cluster":"-x"}""")]
    [InlineData("""{"namespace":"default","workload":"ui"}""")]
    [InlineData("""{"cluster":"blue","cluster":"green"}""")]
    [InlineData("""{"audit":1}""")]
    public void Why_a_request_is_malformed(string payload)
    {
        using var request = System.Text.Json.JsonDocument.Parse(payload);
        IsJapanese(Assert.Throws<MalformedEventException>(() => DirectRequest.Read(request.RootElement)).Why);
    }

    [Theory]
    [InlineData("""{"approve":"sha256:1"}""")]
    [InlineData("""{"approve":"x","reject":"x"}""")]
    public void Why_a_decision_is_malformed(string payload)
    {
        using var decision = System.Text.Json.JsonDocument.Parse(payload);
        IsJapanese(new Message("decision.malformed",
            ("text", Assert.Throws<MalformedEventException>(() => DirectRequest.ReadDecision(decision.RootElement)).Why)));
    }

    private static void IsJapanese(Message why)
    {
        var text = Catalogue.In(Language.Ja).Text(why);
        Assert.Matches("[ぁ-ん]", text);
        // a command to type, and names, are the same in all languages
        Assert.DoesNotMatch(ThreeWords(), text.Replace("aws cloudformation describe-change-set", "", StringComparison.Ordinal)
            .Replace("terraform show -json", "", StringComparison.Ordinal));
    }

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    [GeneratedRegex("[a-z]{2,} [a-z]{2,} [a-z]{2,}")]
    private static partial Regex ThreeWords();
}
