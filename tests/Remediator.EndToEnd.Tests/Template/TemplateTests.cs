using System.Text.Json.Nodes;

namespace Remediator.EndToEnd.Tests.Template;

public class TemplateTests
{
    [Fact]
    public async Task Cfn_lint_finds_nothing_in_the_templates() =>
        Assert.Equal("", await Witness.Lint(Repository.PathOf("template.yaml"), Repository.PathOf("infra", "cluster.yaml")));

    [Fact]
    public async Task Cfn_lint_finds_nothing_in_what_sam_makes_of_the_template()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("translated").FullName, "template.json");
        await File.WriteAllTextAsync(file, await Deployment.Translated(), TestContext.Current.CancellationToken);
        Assert.Equal("", await Witness.Lint(file));
    }

    [Theory]
    [InlineData("report")]
    [InlineData("auto")]
    public async Task The_deployed_role_is_the_one_that_the_template_reads_as(string mode)
    {
        var deployed = await Deployment.Of($"Mode={mode}", "Clusters=blue,green");
        var granted = deployed["policies"]!.AsArray().SelectMany(policy => TemplateRole.GrantsOf(policy!));
        Assert.Equal(TemplateRole.Actions(mode, ("Clusters", "blue,green")), granted, IsSame);
    }

    [Fact]
    public async Task The_alarm_rule_calls_the_function_and_keeps_what_it_cannot_deliver()
    {
        var stack = await Deployment.Of();
        var target = Assert.Single(Assert.Single(stack["rules"]!.AsArray())!["targets"]!.AsArray())!;
        Assert.Equal((string?)stack["outputs"]!["FunctionArn"], (string?)target["Arn"]);
        Assert.Equal((string?)stack["queues"]![(string)stack["outputs"]!["UndeliveredEventsUrl"]!], (string?)target["DeadLetterConfig"]!["Arn"]);
        Assert.Equal("""{"MaximumRetryAttempts":20,"MaximumEventAgeInSeconds":3600}""", target["RetryPolicy"]!.ToJsonString());
    }

    [Fact]
    public async Task Findings_go_to_a_topic_of_the_stack_unless_one_is_given()
    {
        const string given = "arn:aws:sns:us-west-2:123456789012:findings";
        var own = await Deployment.Of();
        var others = await Deployment.Of($"FindingsTopicArn={given}");
        Assert.Equal((string?)Assert.Single(own["topics"]!.AsArray()), (string?)own["environment"]!["FINDINGS_TOPIC_ARN"]);
        Assert.Empty(others["topics"]!.AsArray());
        Assert.Equal(given, (string?)others["environment"]!["FINDINGS_TOPIC_ARN"]);
    }

    [Fact]
    public async Task The_function_starts_in_report() =>
        Assert.Equal("report", (string?)(await Deployment.Of())["environment"]!["REMEDIATION_MODE"]);

    [Fact]
    public async Task The_longest_watch_leaves_a_minute_of_the_timeout()
    {
        var watch = (int)JsonNode.Parse(await Deployment.Translated())!["Parameters"]!["VerifySeconds"]!["MaxValue"]!;
        Assert.InRange((int)(await Resource("AWS::Lambda::Function"))["Timeout"]!, watch + 60, 900);
    }

    [Fact]
    public async Task Events_whose_handling_fails_are_kept()
    {
        var function = (await Resource("AWS::Lambda::EventInvokeConfig"))["DestinationConfig"]!["OnFailure"]!;
        Assert.Equal("""{"Destination":{"Fn::GetAtt":["FailedInvocations","Arn"]}}""", function.ToJsonString());
    }

    [Fact]
    public async Task Only_rules_of_the_stack_may_send_to_the_queue_of_undelivered_events()
    {
        var statement = Assert.Single((await Resource("AWS::SQS::QueuePolicy"))["PolicyDocument"]!["Statement"]!.AsArray())!;
        Assert.Equal("""{"Service":"events.amazonaws.com"}""", statement["Principal"]!.ToJsonString());
        Assert.EndsWith(":rule/${AWS::StackName}-*", (string?)statement["Condition"]!["ArnLike"]!["aws:SourceArn"]!["Fn::Sub"]);
    }

    /// <summary>Equal, but for the name that CloudFormation gives to a resource of the stack.</summary>
    private static bool IsSame(Grant read, Grant granted) =>
        read == granted || (!read.Resource.StartsWith("arn:", StringComparison.Ordinal) && read == granted with { Resource = read.Resource });

    private static async Task<JsonNode> Resource(string type) =>
        JsonNode.Parse(await Deployment.Translated())!["Resources"]!.AsObject()
            .Single(resource => (string?)resource.Value!["Type"] == type)
            .Value!["Properties"]!;
}
