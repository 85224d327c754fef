using System.Text.Json.Nodes;

namespace Remediator.EndToEnd.Tests.Template;

/// <summary>Events stay where they arise; what <c>infra/forwarder.yaml</c> sends on is what the stack's rules wait for.</summary>
public class ForwarderTests
{
    private static readonly (string, string)[] s_parameters =
        [("Clusters", "blue,green"), ("CompositeAlarms", "shop-is-unwell"), ("QueryAlarms", "eks-image-pull-promql"),
            ("ExporterSource", "exporter"),
            ("ExporterDetailType", "event")];

    /// <summary>Rules that are about this stack alone: its own alarm's changes.</summary>
    private static readonly string[] s_notForwarded = ["InsightsAlarmChange"];

    private static readonly StackTemplate s_stack = StackTemplate.Of("template.yaml", [.. s_parameters, ("InsightsAlarm", "both")]);
    private static readonly StackTemplate s_forwarder = StackTemplate.Of("infra/forwarder.yaml",
        [.. s_parameters, ("CentreAccount", "999999999999"), ("CentreRegion", "us-west-2")]);

    [Fact]
    public void Every_pattern_of_the_stack_is_forwarded_and_no_other()
    {
        var forwarded = Rules(s_forwarder).ToDictionary(rule => rule.Id, rule => rule.Properties["EventPattern"]!.ToJsonString());
        var awaited = Rules(s_stack).Where(rule => !s_notForwarded.Contains(rule.Id))
            .ToDictionary(rule => rule.Id, rule => rule.Properties["EventPattern"]!.ToJsonString());
        Assert.Equal(awaited.OrderBy(rule => rule.Key, StringComparer.Ordinal),
            forwarded.OrderBy(rule => rule.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_event_of_one_account_waits_in_the_queue_of_another()
    {
        string[] samples = ["kubernetes-event", "alarm-composite", "alarm-contributor", "schedule"];
        var arrived = await ExternalTool.Python(
            "forward.py", [Repository.PathOf("infra", "forwarder.yaml"),
                .. samples.Select(name => Repository.PathOf("events", $"{name}.json"))], await Deployment.Translated());
        Assert.Equal(["CloudWatch Alarm State Change", "kubernetes-event"],
            JsonNode.Parse(arrived)!.AsArray().Select(type => (string)type!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_rule_forwards_to_the_bus_with_the_role_and_keeps_what_it_cannot_deliver() =>
        Assert.All(Rules(s_forwarder), rule => Assert.Equal(
            """[{"Id":"Bus","Arn":"arn:aws:events:us-west-2:999999999999:event-bus/default","RoleArn":"ForwarderRole.Arn","RetryPolicy":"""
                + """{"MaximumEventAgeInSeconds":"3600","MaximumRetryAttempts":"20"},"DeadLetterConfig":{"Arn":"Unforwarded.Arn"}}]""",
            rule.Properties["Targets"]!.ToJsonString()));

    [Fact]
    public void The_role_of_the_rules_puts_events_on_that_bus_and_nothing_else()
    {
        var role = s_forwarder.ResourcesOf("AWS::IAM::Role").Single().Properties;
        Assert.Equal(
            [new Grant("events:PutEvents", "arn:aws:events:us-west-2:999999999999:event-bus/default", null)],
            role["Policies"]!.AsArray().SelectMany(policy => TemplateRole.GrantsOf(policy!["PolicyDocument"]!)));
    }

    [Fact]
    public void Clusters_elsewhere_make_the_alarm_rule_accept_names_that_only_the_function_can_check() =>
        Assert.Equal(
            """[{"exists":"true"}]""",
            Rules(StackTemplate.Of("template.yaml", ("Clusters", "blue"), ("ClustersElsewhere", "999999999999/eu-west-1/green")))
                .Single(rule => rule.Id == "ImagePullAlarm")
                .Properties["EventPattern"]!["detail"]!["configuration"]!["metrics"]!["metricStat"]!["metric"]!["dimensions"]![
                    "ClusterName"]!.ToJsonString());

    [Fact]
    public void The_role_has_the_name_by_which_the_bus_knows_it() =>
        Assert.Equal("remediator-forwarder-us-west-2",
            (string?)s_forwarder.ResourcesOf("AWS::IAM::Role").Single().Properties["RoleName"]);

    [Theory]
    [InlineData("123456789012", "us-west-2", false)]
    [InlineData("123456789012", "eu-west-1", true)]
    [InlineData("999999999999", "us-west-2", true)]
    public void A_forwarder_beside_the_stack_itself_is_refused(string account, string region, bool isAccepted) =>
        Assert.Equal(isAccepted,
            !StackTemplate.Of("infra/forwarder.yaml", ("CentreAccount", account), ("CentreRegion", region)).Refusals.Any());

    [Fact]
    public void The_bus_accepts_what_is_needed_from_the_forwarders_of_the_organization_only()
    {
        var statement = StackTemplate.Of("infra/bus.yaml", ("OrganizationId", "o-a1b2c3d4e5")).ResourcesOf("AWS::Events::EventBusPolicy")
            .Single().Properties["Statement"]!;
        Assert.Equal("events:PutEvents", (string?)statement["Action"]);
        Assert.Equal("arn:aws:events:us-west-2:123456789012:event-bus/default", (string?)statement["Resource"]);
        Assert.Equal("""{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}"""
            + ""","ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/remediator-forwarder-*"}"""
            + ""","ForAllValues:StringEquals":{"events:source":["aws.cloudwatch","aws.ecr","kubernetes-event-exporter"]}}""",
            statement["Condition"]!.ToJsonString());
    }

    [Fact]
    public void What_is_forwarded_has_a_source_that_the_bus_accepts()
    {
        var accepted = StackTemplate.Of("infra/bus.yaml", ("OrganizationId", "o-a1b2c3d4e5"), ("ExporterSource", "exporter"))
            .ResourcesOf("AWS::Events::EventBusPolicy").Single()
            .Properties["Statement"]!["Condition"]!["ForAllValues:StringEquals"]!["events:source"]!.AsArray();
        Assert.Equal(accepted.Select(source => (string)source!).Order(StringComparer.Ordinal),
            Rules(s_forwarder).Select(rule => (string)rule.Properties["EventPattern"]!["source"]![0]!).Distinct()
                .Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(string Id, JsonObject Properties)> Rules(StackTemplate template) =>
        template.ResourcesOf("AWS::Events::Rule");
}
