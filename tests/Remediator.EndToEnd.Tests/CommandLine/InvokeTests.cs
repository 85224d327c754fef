using System.Text.Json.Nodes;

namespace Remediator.EndToEnd.Tests.CommandLine;

public sealed class InvokeTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("invoke").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task The_response_is_one_line_of_JSON_and_the_log_goes_to_stderr()
    {
        var invoked = await Program.Run("invoke", Alarm("alarm.json"));
        Assert.True(invoked.Exit == 0, invoked.Error);
        var line = Assert.Single(invoked.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(("remediator/1", "fixed"), ((string?)JsonNode.Parse(line)!["schema"], (string?)JsonNode.Parse(line)!["findings"]![0]!["status"]));
        Assert.Contains("about to change a repository policy", invoked.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alarm_that_is_over_has_no_finding()
    {
        var invoked = await Program.Run("invoke", Alarm("alarm-ok.json"));
        Assert.Equal(0, invoked.Exit);
        Assert.Empty(JsonNode.Parse(invoked.Out)!["findings"]!.AsArray());
    }

    [Fact]
    public async Task A_finding_that_is_not_fixed_exits_1()
    {
        var invoked = await Program.Run("invoke", Alarm("alarm.json"), "--scenario", "image-missing");
        Assert.Equal(1, invoked.Exit);
        Assert.Equal("ImageMissing", (string?)JsonNode.Parse(invoked.Out)!["findings"]![0]!["cause"]);
    }

    [Fact]
    public async Task A_malformed_event_is_an_invocation_error()
    {
        var invoked = await Program.Run("invoke", Written("{\"source\": \"aws.cloudwatch\"}"));
        Assert.Equal((1, ""), (invoked.Exit, invoked.Out));
        Assert.Equal("MalformedEventException", (string?)JsonNode.Parse(invoked.Error)!["errorType"]);
    }

    [Fact]
    public async Task A_missing_file_is_wrong_usage()
    {
        var invoked = await Program.Run("invoke", Path.Combine(_directory, "none.json"));
        Assert.Equal((2, ""), (invoked.Exit, invoked.Out));
        Assert.Contains("none.json\" cannot be read", invoked.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_JSON_is_wrong_usage()
    {
        var invoked = await Program.Run("invoke", Written("{"));
        Assert.Equal((2, ""), (invoked.Exit, invoked.Out));
        Assert.Contains("is not JSON", invoked.Error, StringComparison.Ordinal);
    }

    private static string Alarm(string name) => Template.Repository.PathOf("events", name);

    private string Written(string text)
    {
        var path = Path.Combine(_directory, "event.json");
        File.WriteAllText(path, text);
        return path;
    }
}
