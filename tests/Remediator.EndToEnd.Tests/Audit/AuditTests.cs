using System.Text.Json.Nodes;
using Remediator.EndToEnd.Tests.CommandLine;
using Remediator.Sandbox;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Model;

namespace Remediator.EndToEnd.Tests.Audit;

/// <summary>The real command, as an operator of a world that it reaches over HTTP only.</summary>
public class AuditTests
{
    [Fact]
    public async Task The_table_names_what_would_not_come_back_and_the_exit_says_that_there_is_something()
    {
        await using var world = await StartAsync("denied-after-rotation");
        var shown = await Audit(world, "--cluster", "eks-workshop");
        Assert.Equal((1, ""), (shown.Exit, shown.Error));
        Assert.Matches("would fail +111122223333.*retail-sample-app-ui:1.2.1 +eksctl.* +RepositoryPolicyDenies", shown.Out);
        Assert.Matches("unknown +111122223333.*shop/report:7 ", shown.Out);
        Assert.Contains("2 checked: 1 would fail, 1 unknown, 0 ok", shown.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', shown.Out);
    }

    [Fact]
    public async Task As_JSON_it_is_the_documented_report()
    {
        await using var world = await StartAsync("expires-tomorrow");
        var shown = await Audit(world, "--cluster", "eks-workshop", "--namespace", "default", "--json");
        Assert.Equal((1, ""), (shown.Exit, shown.Error));
        var report = JsonNode.Parse(shown.Out)!;
        var row = Assert.Single(report["rows"]!.AsArray())!;
        Assert.Equal(("remediator-audit/1", "eks-workshop", "default"),
            ((string?)report["schema"], (string?)report["cluster"], (string?)report["namespace"]));
        Assert.Equal(("would-fail", "ImageMissing", "default/Deployment/ui-private"),
            ((string?)row["result"], (string?)row["cause"], (string?)row["workloads"]![0]));
        Assert.StartsWith("arn:aws:iam::111122223333:role/", (string?)row["identity"], StringComparison.Ordinal);
        Assert.NotNull(row["expires"]);
        Assert.NotNull(row["next"]);
        Assert.NotEmpty(row["evidence"]!.AsArray());
        Assert.Empty(report["unknowns"]!.AsArray());
    }

    [Fact]
    public async Task A_page_of_it_is_written_where_it_is_asked_for()
    {
        await using var world = await StartAsync("denied-after-rotation");
        var file = Path.Combine(Directory.CreateTempSubdirectory("audit").FullName, "audit.html");
        await Audit(world, "--cluster", "eks-workshop", "--html", file);
        Assert.Contains("retail-sample-app-ui:1.2.1", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_next_push_ends_is_named_in_the_table_and_below_it_and_the_exit_is_0()
    {
        await using var world = await StartAsync("expires-with-next-push");
        var shown = await Audit(world, "--cluster", "eks-workshop");
        Assert.Equal((0, ""), (shown.Exit, shown.Error));
        Assert.Matches("ok +111122223333.*retail-sample-app-ui:1.2.1 .*after 1 more push", shown.Out);
        Assert.Contains("! rule 1 of the lifecycle policy deletes this image after 1 more push", shown.Out, StringComparison.Ordinal);
        Assert.Contains("→ Keep the image before rule 1", shown.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_would_fail_the_exit_is_0()
    {
        await using var world = await StartAsync("healthy");
        var shown = await Audit(world, "--cluster", "eks-workshop", "--lang", "ja");
        Assert.True(shown.Exit == 0, shown.Out + shown.Error);
        Assert.Contains("問題なし", shown.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eks-workshop", "nothere", "cluster \"eks-workshop\" has no namespace \"nothere\"")]
    [InlineData("eks-workshop", "kube-system", "no workload is in namespace \"kube-system\" of cluster \"eks-workshop\"")]
    [InlineData("nope", "default", "cluster \"nope\" could not be audited: ")]
    public async Task What_is_not_there_is_not_reported_as_healthy(string cluster, string space, string said)
    {
        await using var world = await StartAsync("healthy");
        var shown = await Audit(world, "--cluster", cluster, "--namespace", space);
        Assert.Equal(2, shown.Exit);
        Assert.StartsWith(said, shown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_namespace_that_does_not_exist_is_said_to_those_who_may_not_list_nodes_too()
    {
        await using var world = await StartAsync("healthy");
        world.InjectFault(new Fault("kubernetes", "list nodes", FaultKind.Denied));
        var shown = await Audit(world, "--cluster", "eks-workshop", "--namespace", "nothere");
        Assert.Equal(2, shown.Exit);
        Assert.StartsWith("cluster \"eks-workshop\" has no namespace \"nothere\"", shown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_of_another_account_than_the_kubeconfig_names_are_warned_of()
    {
        await using var world = await StartAsync("healthy");
        var file = world.WriteKubeconfig(Directory.CreateTempSubdirectory("audit").FullName);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))
            .Replace(":111122223333:cluster/", ":999999999999:cluster/", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var shown = await Audit(world, "--kubeconfig", file);
        Assert.StartsWith("! your AWS credentials are of account 111122223333, and the kubeconfig's cluster is in 999999999999",
            shown.Out, StringComparison.Ordinal);
    }

    private static Task<World> StartAsync(string scenario) =>
        World.StartAsync(Scenario.Load(scenario), new() { Clock = new FastClock(1) }, TestContext.Current.CancellationToken);

    private static Task<CliProcess.Output> Audit(World world, params string[] arguments) =>
        CliProcess.RunIn(
            world.OperatorEnvironment.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value)).Append(new("KUBECONFIG", null))
                .ToDictionary(),
            ["audit", .. arguments]);
}
