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
