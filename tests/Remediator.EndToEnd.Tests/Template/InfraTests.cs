using System.Text.Json.Nodes;

namespace Remediator.EndToEnd.Tests.Template;

/// <summary>
/// The stacks beside <c>template.yaml</c>, made in moto, which has no alarms, bus policies and chat channels in its CloudFormation.
/// </summary>
public class InfraTests
{
    private const string Bus = "arn:aws:events:us-west-2:999999999999:event-bus/default";

    [Theory]
    [InlineData("cluster.yaml", "ClusterName=blue", "RoleArn=arn:aws:iam::123456789012:role/remediator")]
    [InlineData("cluster.yaml", "ClusterName=blue", "RoleArn=arn:aws:iam::123456789012:role/remediator", "Access=aws-auth",
        "ContainerInsights=otel")]
    [InlineData("spoke.yaml", "FunctionRoleArn=arn:aws:iam::999999999999:role/remediator", "ExternalId=green-tea",
        "Clusters=blue,green", "Regions=eu-west-1", "Patches=tagged")]
    [InlineData("bus.yaml", "OrganizationId=o-a1b2c3d4e5")]
    [InlineData("chat.yaml", "SlackWorkspaceId=T0123ABCD", "SlackChannelId=C0123ABCD", "TopicArn=arn:aws:sns:us-west-2:123456789012:"
        + "findings")]
    [InlineData("chat.yaml", "ChannelSetup=attach", "TopicArn=arn:aws:sns:us-west-2:123456789012:findings")]
    [InlineData("forwarder.yaml", "CentreAccount=999999999999", "CentreRegion=us-west-2")]
    public async Task A_stack_can_be_created(string file, params string[] parameters) =>
        Assert.Equal("CREATE_COMPLETE", (string?)(await Created(file, parameters))["status"]);

    [Fact]
    public async Task What_is_forwarded_goes_to_the_bus_with_a_role_and_a_queue_behind_it()
    {
        var targets = (await Created("forwarder.yaml", "CentreAccount=999999999999", "CentreRegion=us-west-2",
            "CompositeAlarms=shop-is-unwell"))["targets"]!.AsObject();
        Assert.Equal(11, targets.Count);
        Assert.All(targets, rule =>
        {
            var target = Assert.Single(rule.Value!.AsArray())!;
            Assert.Equal(Bus, (string?)target["Arn"]);
            Assert.Equal("arn:aws:iam::123456789012:role/remediator-forwarder-us-west-2", (string?)target["RoleArn"]);
            Assert.StartsWith("arn:aws:sqs:us-west-2:123456789012:created-Unforwarded-", (string?)target["DeadLetterConfig"]!["Arn"]);
        });
    }

    private static async Task<JsonNode> Created(string file, params string[] parameters) =>
        JsonNode.Parse(await ExternalTool.Python("create.py", [Repository.PathOf("infra", file), .. parameters]))!;
}
