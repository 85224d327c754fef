using System.Text.RegularExpressions;
using Remediator.Core.Findings;
using Remediator.EndToEnd.Tests.Template;
using Remediator.Settings;

namespace Remediator.EndToEnd.Tests.Documents;

/// <summary>The commands in the documents work, and what they refer to exists.</summary>
public partial class DocumentTests(ITestOutputHelper output)
{
    public static TheoryData<string> Blocks { get; } = new(MarkdownBlock.All.Where(block => block.IsRun).Select(block => $"{block}"));

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task A_shell_block_marked_run_succeeds(string at)
    {
        var own = Directory.CreateTempSubdirectory("block");
        var run = await BlockRun.Of(MarkdownBlock.All.Single(block => $"{block}" == at), own);
        own.Delete(recursive: true);
        Assert.True(run.ExitCode == 0, $"exit {run.ExitCode}\n{run.StandardOutput}\n{run.StandardError}");
    }

    [Fact]
    public void Every_shell_block_is_run_or_gives_a_reason_not_to()
    {
        foreach (var block in MarkdownBlock.All.Where(block => !block.IsRun))
            output.WriteLine($"{block}: {block.WhyNotRun}");
        Assert.DoesNotContain(MarkdownBlock.All, block => !block.IsRun && block.WhyNotRun.Length == 0);
    }

    /// <summary>The AWS CLI gives up after a minute by itself, and asks again; a verified patch takes longer.</summary>
    [Fact]
    public void Every_invocation_that_is_shown_waits_for_its_answer() =>
        Assert.Empty(
            from block in MarkdownBlock.All
            from command in block.Text.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
            where command.Contains("aws lambda invoke", StringComparison.Ordinal)
                && !command.Contains("--cli-read-timeout 0 ", StringComparison.Ordinal)
            select $"{block}: {command}");

    [Fact]
    public void Every_link_to_a_file_of_the_repository_works() =>
        Assert.Empty(
            from file in MarkdownBlock.Files
            from link in Link().Matches(File.ReadAllText(file)).Select(link => link.Groups[1].Value)
            where !link.Contains("://", StringComparison.Ordinal)
            let target = Path.Combine(Path.GetDirectoryName(file)!, link.Split('#')[0])
            where link.Split('#')[0].Length > 0 && !File.Exists(target) && !Directory.Exists(target)
            select $"{Path.GetFileName(file)}: {link}");

    [Fact]
    public void Every_sample_event_has_its_command_for_sam_local() =>
        Assert.Equal(
            Directory.GetFiles(Repository.PathOf("events"), "*.json").Select(Path.GetFileName).Order(StringComparer.Ordinal),
            SamLocal().Matches(Document("local.md")).Select(command => (string?)$"{command.Groups[1].Value}.json").Distinct()
                .Order(StringComparer.Ordinal));

    [Fact]
    public void Every_permission_of_the_role_is_documented_with_a_reason()
    {
        var reasons = Document("security.md");
        var everything = TemplateRole.Actions(
            "auto", ("SubnetIds", "subnet-0123abcd"), ("Encryption", "customer"),
            ("PatchableRepositories", "arn:aws:ecr:us-west-2:123456789012:repository/a"),
            ("ClustersElsewhere", "999999999999/eu-west-1/blue"), ("SpokeRoleArns", "arn:aws:iam::999999999999:role/remediator-spoke"));
        Assert.All(everything.Select(grant => grant.Action).Distinct(),
            action => Assert.Contains($"`{action}`", reasons, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_status_and_every_alarm_is_in_the_runbook()
    {
        var runbook = Document("runbook.md");
        Assert.All(Enum.GetValues<Remediator.Core.Findings.Status>(),
            status => Assert.Contains($"`{status.WireName}`", runbook, StringComparison.Ordinal));
        var alarms = new[] { "template.yaml", "infra/forwarder.yaml" }
            .SelectMany(file => StackTemplate.Of(file, ("Clusters", "blue"), ("CentreAccount", "999999999999"),
                ("CentreRegion", "us-west-2")).ResourcesOf("AWS::CloudWatch::Alarm"))
            .Select(alarm => (string)alarm.Properties["AlarmName"]!);
        Assert.All(alarms, alarm => Assert.Contains($"`…{alarm["remediator".Length..]}`", runbook, StringComparison.Ordinal));
    }

    [Fact]
    public void The_environment_for_sam_local_is_one_that_the_function_starts_with()
    {
        var local = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Repository.PathOf("infra", "env.json")))![
            "RemediatorFunction"]!.AsObject()
            .ToDictionary(variable => variable.Key, variable => (string?)variable.Value);
        Assert.Equal(Remediator.Core.Plans.Mode.Report, FunctionSettings.Read(local).Mode);
        var ofTheStack = StackTemplate.Of("template.yaml").ResourcesOf("AWS::Serverless::Function").Single().Properties["Environment"]![
            "Variables"]!.AsObject();
        Assert.Empty(ofTheStack.Select(variable => variable.Key).Except(local.Keys));
    }

    private static string Document(string name) => File.ReadAllText(Repository.PathOf("docs", name));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"--event events/([a-z-]+)\.json")]
    private static partial Regex SamLocal();
}
