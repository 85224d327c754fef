using System.Text.Json.Nodes;
using Remediator.Settings;

namespace Remediator.EndToEnd.Tests.Template;

/// <summary>What somebody who deploys the stack is asked.</summary>
public class ParameterTests
{
    [Fact]
    public void The_console_groups_every_parameter_once()
    {
        var template = StackTemplate.Of("template.yaml");
        var grouped = template.Metadata["AWS::CloudFormation::Interface"]!["ParameterGroups"]!.AsArray()
            .SelectMany(group => group!["Parameters"]!.AsArray());
        Assert.Equal(template.Parameters.Order(StringComparer.Ordinal),
            grouped.Select(name => (string)name!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("remediate", true)]
    [InlineData("approvals-eu", true)]
    [InlineData("approvals", false)]
    [InlineData("", false)]
    public void The_function_may_not_have_the_name_of_the_alias_for_decisions(string name, bool isAccepted)
    {
        var pattern = (string)StackTemplate.Of("template.yaml").Parameter("FunctionName")["AllowedPattern"]!;
        Assert.Equal(isAccepted, System.Text.RegularExpressions.Regex.IsMatch(name, pattern));
    }

    [Fact]
    public void The_defaults_pass_every_rule() => Assert.Empty(StackTemplate.Of("template.yaml").Refusals);

    /// <summary>Nothing is reserved by default: an account with a small quota could not make the function.</summary>
    [Theory]
    [InlineData(null, true)]
    [InlineData("0", true)]
    [InlineData("1", false)]
    [InlineData("7", false)]
    [InlineData("8", true)]
    [InlineData("100", true)]
    public void Reserved_concurrency_leaves_room_for_decisions_beside_a_storm(string? reserved, bool isAccepted)
    {
        var stack = StackTemplate.Of("template.yaml", reserved is null ? [] : [("ReservedConcurrency", reserved)]);
        Assert.Equal(isAccepted, !stack.Refusals.Any());
        Assert.Equal(reserved is null or "0",
            !stack.ResourcesOf("AWS::Serverless::Function").Single().Properties.ContainsKey("ReservedConcurrentExecutions"));
    }

    [Theory]
    [InlineData("x86_64", "x86_64", true)]
    [InlineData("arm64", "arm64", true)]
    [InlineData("arm64", "x86_64", false)]
    [InlineData("x86_64", "arm64", false)]
    public void An_architecture_that_was_not_built_is_refused(string architecture, string built, bool isAccepted) =>
        Assert.Equal(isAccepted,
            !StackTemplate.Of("template.yaml", ("Architecture", architecture), ("BuiltArchitecture", built)).Refusals.Any());

    [Theory]
    [InlineData("aws", "us-west-2", "https://console.aws.amazon.com/cloudwatch/home?region=us-west-2#dashboards/dashboard/Overview")]
    [InlineData("aws-cn", "cn-north-1", "https://console.amazonaws.cn/cloudwatch/home?region=cn-north-1#dashboards/dashboard/Overview")]
    [InlineData("aws-us-gov", "us-gov-west-1",
        "https://console.amazonaws-us-gov.com/cloudwatch/home?region=us-gov-west-1#dashboards/dashboard/Overview")]
    [InlineData("aws-iso", "us-iso-east-1", null)]
    public void The_link_to_the_dashboard_is_that_of_the_partition(string partition, string region, string? link) =>
        Assert.Equal(link, StackTemplate.Of("template.yaml", ("AWS::Partition", partition), ("AWS::Region", region))
            .Outputs.GetValueOrDefault("DashboardUrl"));

    [Theory]
    [InlineData("template.yaml", "FailedInvocations")]
    [InlineData("template.yaml", "StormFailures")]
    [InlineData("template.yaml", "UndeliveredEvents")]
    [InlineData("infra/forwarder.yaml", "Unforwarded")]
    public void The_ARN_of_every_queue_of_failures_is_put_out(string file, string queue) =>
        Assert.Equal($"{queue}.Arn",
            StackTemplate.Of(file, ("CentreAccount", "999999999999"), ("CentreRegion", "us-west-2")).Outputs[$"{queue}Arn"]);

    [Fact]
    public async Task Every_parameter_has_a_description_and_a_default_and_accepts_only_valid_values()
    {
        var parameters = JsonNode.Parse(await Deployment.Translated())!["Parameters"]!.AsObject();
        Assert.All(parameters, parameter =>
        {
            Assert.NotEmpty((string?)parameter.Value!["Description"] ?? "");
            Assert.True(parameter.Value["Default"] is not null, parameter.Key);
            Assert.True(
                parameter.Key is "CompositeAlarms" or "QueryAlarms"
                    || new[] { "AllowedValues", "AllowedPattern", "MaxValue" }
                        .Any(limit => parameter.Value[limit] is not null), // an alarm's name may hold anything
                parameter.Key);
        });
    }

    [Fact]
    public async Task With_only_the_defaults_the_stack_starts_in_mode_report_and_notifies_in_english()
    {
        var environment = await Deployment.EnvironmentOf();
        Assert.Equal(("report", "en"), (environment["REMEDIATION_MODE"], environment["FINDINGS_LANGUAGE"]));
        Assert.Equal(Remediator.Core.Plans.Mode.Report, FunctionSettings.Read(environment).Mode);
    }
}
