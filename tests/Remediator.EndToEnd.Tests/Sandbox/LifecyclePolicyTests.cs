using System.Text.Json.Nodes;
using Remediator.EndToEnd.Tests.CommandLine;
using Remediator.Sandbox;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Model;

namespace Remediator.EndToEnd.Tests.Sandbox;

/// <summary>A lifecycle policy as the real client sets it, and what an audit makes of it.</summary>
public sealed class LifecyclePolicyTests : IAsyncLifetime
{
    private const string KeepsOneDay = """
        {"rules":[{"rulePriority":1,"description":"a day is enough for anybody","selection":{"tagStatus":"any",
        "countType":"sinceImagePushed","countUnit":"days","countNumber":1},"action":{"type":"expire"}}]}
        """;

    private World _world = null!;
    private Tool _tool = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await World.StartAsync(
            Scenario.Load("healthy"), new() { Clock = new FastClock(1) }, TestContext.Current.CancellationToken);
        _tool = new(_world, Path.GetTempPath());
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_lifecycle_policy_is_set_shown_and_deleted()
    {
        Tool.AwsRequired();
        Assert.Contains("LifecyclePolicyNotFoundException", (await Ecr("get-lifecycle-policy")).Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Ecr("put-lifecycle-policy", "--lifecycle-policy-text", KeepsOneDay)).Exit);
        var shown = JsonNode.Parse((await Ecr("get-lifecycle-policy")).Out)!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(KeepsOneDay), JsonNode.Parse((string)shown["lifecyclePolicyText"]!)));
        Assert.Equal(0, (await Ecr("delete-lifecycle-policy")).Exit);
        Assert.Contains("LifecyclePolicyNotFoundException", (await Ecr("delete-lifecycle-policy")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"any\"", "\"tagged\"")]
    [InlineData("\"any\"", "\"sometimes\"")]
    [InlineData("\"sinceImagePushed\"", "\"imageCountMoreThan\"")]
    [InlineData("\"countNumber\":1", "\"countNumber\":0")]
    [InlineData("\"rulePriority\":1", "\"rulePriority\":\"first\"")]
    public async Task What_ECR_refuses_is_refused(string accepted, string refused)
    {
        Tool.AwsRequired();
        var policy = KeepsOneDay.Replace(accepted, refused, StringComparison.Ordinal);
        Assert.Contains("InvalidParameterException", (await Ecr("put-lifecycle-policy", "--lifecycle-policy-text", policy)).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_set_a_moment_ago_is_what_an_audit_reads()
    {
        Tool.AwsRequired();
        Assert.Equal(("ok", 0), await AuditedAsync());
        await Ecr("put-lifecycle-policy", "--lifecycle-policy-text", KeepsOneDay);
        Assert.Equal(("would-fail", 1), await AuditedAsync());
        await Ecr("delete-lifecycle-policy");
        Assert.Equal(("ok", 0), await AuditedAsync());
    }

    private async Task<(string? Result, int Exit)> AuditedAsync()
    {
        var environment = _world.OperatorEnvironment.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value))
            .Append(new("KUBECONFIG", null)).ToDictionary();
        var audited = await CliProcess.RunIn(environment, "audit", "--cluster", "eks-workshop", "--json");
        return ((string?)Assert.Single(JsonNode.Parse(audited.Out)!["rows"]!.AsArray())!["result"], audited.Exit);
    }

    private Task<Tool.Ran> Ecr(string command, params string[] more) =>
        _tool.Aws(["ecr", command, "--repository-name", "retail-sample-app-ui", .. more]);
}
