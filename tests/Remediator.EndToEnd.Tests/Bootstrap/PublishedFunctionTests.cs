using System.Text.Json.Nodes;
using Amazon.Runtime;
using Remediator.Aws;
using Remediator.Sandbox;
using Remediator.Sandbox.Lambda;
using Remediator.Sandbox.Model;
using Remediator.State;

namespace Remediator.EndToEnd.Tests.Bootstrap;

/// <summary>The binary that is deployed, from the invocation to the running pod. Its clock is the wall's, and so is the world's.</summary>
public class PublishedFunctionTests
{
    private const string Repository = "retail-sample-app-ui", Authority = "certificate-authority-data:";

    /// <summary>The other samples name nothing that fails here, or are answered as a batch.</summary>
    private static readonly string[] s_aboutTheWorkshop = ["alarm.json", "alarm-cluster.json", "alarm-contributor.json",
        "alarm-metric-math.json", "alarm-promql.json", "alarm-waiting-reason.json", "kubernetes-event.json",
        "kubernetes-event-sandbox.json", "request.json"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Events =>
        [.. Directory.GetFiles(Remediator.EndToEnd.Tests.Template.Repository.PathOf("events"), "*.json")
            .Select(file => Path.GetFileName(file))];

    [Fact]
    public async Task The_alarm_comes_in_and_the_pod_runs()
    {
        await using var world = await WorkshopAsync();
        await using var function = await PublishedFunction.StartAsync(world, ("REMEDIATION_MODE", "auto"));
        var finding = Assert.Single(Findings(await function.InvokeAsync(world.Event)))!;
        Assert.Equal(("fixed", true), ((string?)finding["status"], (bool)finding["outcome"]!["verified"]!));
        Assert.True(await world.WaitUntilAsync(w => w.Pods().All(pod => pod.Ready), TimeSpan.FromSeconds(20), Stop));
        Assert.Single(world.Notifications);
        Assert.Equal(["SetRepositoryPolicy", "patch deployments"],
            world.Calls.Where(call => call.Operation.StartsWith("Set", StringComparison.Ordinal)
                || call.Operation.StartsWith("patch", StringComparison.Ordinal)).Select(call => call.Operation));
    }

    [Fact]
    public async Task A_patch_whose_process_is_killed_after_the_write_is_resumed_by_the_next()
    {
        (string, string)[] settings = [("REMEDIATION_MODE", "auto"), ("INCIDENT_TABLE", "incidents")];
        await using var world = await WorkshopAsync();
        await using (var first = await PublishedFunction.StartAsync(world, settings))
        {
            _ = first.InvokeAsync(world.Event);
            while (!world.Calls.Any(call => call is { Operation: "SetRepositoryPolicy", Status: 200 }))
                await Task.Delay(1, Stop);
            first.Kill();
        }
        await UnlockAsync(world);
        await using var second = await PublishedFunction.StartAsync(world, settings);
        await second.InvokeAsync(world.Event);
        Assert.True(await world.WaitUntilAsync(w => w.Pods().All(pod => pod.Ready), TimeSpan.FromSeconds(20), Stop));
        Assert.Single(world.Calls, call => call.Operation == "SetRepositoryPolicy");
        Assert.Single(world.Notifications, told => told.Attributes["status"] == "fixed");
    }

    /// <summary>What time does when a lock runs out, which on the wall's clock takes longer than a test should.</summary>
    private static async Task UnlockAsync(World world)
    {
        using var aws = new AwsAccess(new BasicAWSCredentials(world.OperatorEnvironment["AWS_ACCESS_KEY_ID"],
            world.OperatorEnvironment["AWS_SECRET_ACCESS_KEY"]), world.AwsEndpoint);
        var documents = new DynamoDocuments(aws, world.Scenario.Region, "incidents");
        foreach (var held in await documents.ListAsync("lock", Stop))
            await aws.DynamoDb(world.Scenario.Region).DeleteItemAsync("incidents",
                new() { ["kind"] = new(held.Kind), ["key"] = new(held.Key) }, Stop);
    }

    [Theory]
    [MemberData(nameof(Events))]
    public async Task Every_sample_event_is_handled_in_mode_report_and_nothing_is_written(string name)
    {
        await using var world = await WorkshopAsync();
        var policy = world.RepositoryPolicy(Repository);
        await using var function = await PublishedFunction.StartAsync(world);
        var findings = Findings(
            await function.InvokeAsync(
                await File.ReadAllTextAsync(Remediator.EndToEnd.Tests.Template.Repository.PathOf("events", name), Stop)));
        Assert.Equal(s_aboutTheWorkshop.Contains(name) ? ["diagnosed"] : [], findings.Select(finding => (string?)finding!["status"]));
        Assert.Equal(policy, world.RepositoryPolicy(Repository));
    }

    [Theory]
    [InlineData(true, "diagnosed")]
    [InlineData(false, null)]
    public async Task A_cluster_whose_authority_is_not_named_is_trusted_by_the_roots_that_SSL_CERT_FILE_names(bool named, string? status)
    {
        var directory = Directory.CreateTempSubdirectory("roots-");
        try
        {
            await using var world = await WorkshopAsync();
            var kubeconfig = world.WriteKubeconfig(directory.FullName);
            var lines = await File.ReadAllLinesAsync(kubeconfig, Stop);
            var authority = lines.Single(line => line.Contains(Authority, StringComparison.Ordinal)).Split(' ')[^1];
            var roots = Path.Combine(directory.FullName, "roots.pem");
            await File.WriteAllBytesAsync(roots, Convert.FromBase64String(authority), Stop);
            await File.WriteAllLinesAsync(kubeconfig, lines.Where(line => !line.Contains(Authority, StringComparison.Ordinal)), Stop);
            await using var function = await PublishedFunction.StartAsync(world,
                ("KUBECONFIG", kubeconfig), ("SSL_CERT_FILE", named ? roots : ""));
            var answer = await function.InvokeAsync(world.Event);
            Assert.Equal(status, answer is LambdaResult.Response ? (string?)Assert.Single(Findings(answer))!["status"] : null);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("REMEDIATION_MODE", "always", "report, approve, auto")]
    [InlineData("VERIFY_SECONDS", "601", "a whole number from 0 to 600")]
    public async Task A_bad_setting_ends_the_process_with_its_name(string variable, string value, string accepted)
    {
        PublishedFunction.Required();
        await using var world = await WorkshopAsync();
        await using var function = await PublishedFunction.StartAsync(world, (variable, value));
        Assert.NotEqual(0, await function.ExitAsync());
        Assert.Contains($"setting {variable} is \"{value}\": accepted is {accepted}", function.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_event_is_an_error_that_names_the_field_and_the_next_event_is_handled()
    {
        await using var world = await WorkshopAsync();
        await using var function = await PublishedFunction.StartAsync(world);
        var error = Assert.IsType<LambdaResult.Error>(await function.InvokeAsync("""{"id":"1","source":"aws.cloudwatch"}"""));
        Assert.Equal(("MalformedEventException", "malformed event: detail-type is missing"), (error.Type, error.Message));
        Assert.IsType<LambdaResult.Error>(await function.InvokeAsync("{broken"));
        Assert.IsType<LambdaResult.Error>(await function.InvokeAsync(""));
        Assert.Single(Findings(await function.InvokeAsync(world.Event)));
    }

    [Fact]
    public async Task The_log_has_one_JSON_object_per_line_with_the_complete_finding()
    {
        await using var world = await WorkshopAsync();
        await using var function = await PublishedFunction.StartAsync(world);
        var finding = Assert.Single(Findings(await function.InvokeAsync(world.Event)))!;
        var logged = function.Output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!)
            .Single(line => (string?)line["message"] == "finding");
        Assert.True(JsonNode.DeepEquals(finding, logged["finding"]));
    }

    [Fact]
    public async Task The_first_line_of_the_log_has_the_version_and_whose_packages_were_compiled()
    {
        await using var world = await WorkshopAsync();
        await using var function = await PublishedFunction.StartAsync(world);
        await function.InvokeAsync(world.Event);
        var first = JsonNode.Parse(function.Output.Split('\n').First(line => line.StartsWith('{')))!;
        Assert.Equal(("starting", Composition.Version), ((string?)first["message"], (string?)first["version"]));
        Assert.Matches(@"\+(stand-ins|official)$", (string?)first["version"]);
    }

    [Theory]
    [InlineData("WARN")]
    [InlineData("ERROR")]
    public async Task Metrics_stay_raw_lines_at_every_log_level(string level)
    {
        await using var world = await WorkshopAsync();
        await using var function = await PublishedFunction.StartAsync(
            world, ("AWS_LAMBDA_LOG_LEVEL", level), ("AWS_LAMBDA_LOG_FORMAT", "JSON"));
        await function.InvokeAsync(world.Event);
        Assert.Contains(function.Output.Split('\n'), line => line.StartsWith("{\"_aws\":", StringComparison.Ordinal));
    }

    private static Task<World> WorkshopAsync()
    {
        PublishedFunction.Required();
        return World.StartAsync(Scenario.Load("workshop"), ct: Stop);
    }

    private static JsonArray Findings(LambdaResult result) =>
        JsonNode.Parse(Assert.IsType<LambdaResult.Response>(result).Body)!["findings"]?.AsArray() ?? [];
}
