using System.Text.Json.Nodes;
using Remediator.EndToEnd.Tests.CommandLine;
using Remediator.EndToEnd.Tests.Sandbox;
using Remediator.Sandbox;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Model;

namespace Remediator.EndToEnd.Tests.Diagnose;

/// <summary>The real command, as an operator of a world that it reaches over HTTP only.</summary>
public sealed class DiagnoseTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("diagnose").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task The_chain_is_shown_with_the_caller_s_own_credentials_and_nothing_is_written_or_sent()
    {
        await using var world = await Broken("workshop");
        var shown = await Diagnose(world, [], "--cluster", "eks-workshop");
        Assert.True(shown.Exit == 1, shown.Error);
        Assert.Empty(shown.Error);
        Assert.Contains(
            "== 1  default Deployment/ui-private: 1 pod waits for 111122223333.dkr.ecr.us-west-2.amazonaws.com/retail-sample-app-ui:1.2.1",
            shown.Out, StringComparison.Ordinal);
        Assert.Matches("✗ +repository.policy +", shown.Out);
        Assert.Contains("Cause   RepositoryPolicyDenies: denied by the repository policy (verified)", shown.Out, StringComparison.Ordinal);
        Assert.Contains("Status  diagnosed", shown.Out, StringComparison.Ordinal);
        Assert.Contains("What this change would do, and nothing else (it is not in effect):", shown.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', shown.Out);
        Assert.All(world.Calls, call => Assert.Matches("^(Get|List|Describe|get |list )", call.Operation));
    }

    [Fact]
    public async Task As_JSON_it_is_the_response_of_the_function()
    {
        await using var world = await Broken("image-missing");
        var told = await Diagnose(world, [], "--cluster", "eks-workshop", "--namespace", "default", "--workload", "ui-private", "--json");
        Assert.Equal((1, ""), (told.Exit, told.Error));
        var answer = JsonNode.Parse(told.Out)!;
        Assert.Equal(("remediator/1", "ImageMissing", "diagnosed"),
            ((string?)answer["schema"], (string?)answer["findings"]![0]!["cause"], (string?)answer["findings"]![0]!["status"]));
    }

    [Fact]
    public async Task Settings_of_a_deployment_make_diagnose_neither_write_nor_notify()
    {
        await using var world = await Broken("workshop");
        var settings = new Dictionary<string, string?>
        {
            ["REMEDIATION_MODE"] = "auto",
            ["FINDINGS_TOPIC_ARN"] = world.TopicArn,
            ["CLUSTERS"] = "another",
            ["ANNOTATE_WORKLOADS"] = "on",
        };
        var told = await Diagnose(world, settings, "--cluster", "eks-workshop", "--json");
        Assert.Equal("diagnosed", (string?)JsonNode.Parse(told.Out)!["findings"]![0]!["status"]);
        Assert.Empty(world.Notifications);
        Assert.DoesNotContain(world.Calls, call => call.Operation == "create events");
    }

    [Fact]
    public async Task A_cluster_can_be_reached_by_a_kubeconfig_too()
    {
        await using var world =
            await Broken(Scenario.Parse(
                """{"like": "workshop", "name": "x", "faults": [{"service": "eks", "operation": "DescribeCluster", "kind": "Denied"}]}"""));
        var told = await Diagnose(world, new() { ["KUBECONFIG"] = world.WriteKubeconfig(_directory) }, "--cluster",
            "eks-workshop", "--json");
        Assert.Equal((1, ""), (told.Exit, told.Error));
        Assert.Equal("RepositoryPolicyDenies", (string?)JsonNode.Parse(told.Out)!["findings"]![0]!["cause"]);
    }

    [Theory]
    [InlineData("eks-workshop", false)]
    [InlineData("nope", true)]
    public async Task A_warning_says_that_a_kubeconfig_that_names_no_EKS_cluster_may_point_to_another(string cluster, bool isWarned)
    {
        await using var world = await Broken("workshop");
        var told = await Diagnose(world, new() { ["KUBECONFIG"] = await NamelessAsync(world) }, "--cluster", cluster);
        Assert.Equal((1, ""), (told.Exit, told.Error));
        Assert.Equal(isWarned,
            told.Out.StartsWith(
                $"! EKS has no cluster \"{cluster}\" in us-west-2: this is about the cluster that KUBECONFIG points to\n",
                StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(new[] { "--namespace", "nothere" }, "cluster \"eks-workshop\" has no namespace \"nothere\"\n")]
    [InlineData(new[] { "-n", "default", "--workload", "another" },
        "namespace \"default\" has no workload \"another\", and no pod that is named after it\n")]
    [InlineData(new[] { "-n", "default", "--workload", "ui-privat" },
        "namespace \"default\" has no workload \"ui-privat\", and no pod that is named after it; did you mean \"ui-private\"?\n")]
    public async Task A_namespace_or_workload_that_does_not_exist_is_wrong_usage(string[] misspelt, string said)
    {
        await using var world = await Broken("workshop");
        var told = await Diagnose(world, [], ["--cluster", "eks-workshop", .. misspelt]);
        Assert.Equal((2, ""), (told.Exit, told.Out));
        Assert.StartsWith(said, told.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_namespace_that_may_not_be_read_is_not_called_missing()
    {
        await using var world = await Broken(Scenario.Parse("""
            {"like": "workshop", "name": "x", "faults": [{"service": "kubernetes", "operation": "get namespaces", "kind": "Denied"}]}
            """));
        var told = await Diagnose(world, [], "--cluster", "eks-workshop", "-n", "nothere");
        Assert.Equal((0, "? No finding: no pod in namespace \"nothere\" waits for an image; 0 pods are there\n", ""),
            (told.Exit, told.Out, told.Error));
    }

    [Fact]
    public async Task The_cause_and_the_next_step_come_first()
    {
        await using var world = await Broken("workshop");
        var shown = await Diagnose(world, [], "--cluster", "eks-workshop", "-A");
        var (cause, next) = (At(shown.Out, "Cause   RepositoryPolicyDenies"), At(shown.Out, "Next    "));
        var chain = At(shown.Out, "pod status");
        Assert.InRange(cause, 0, next);
        Assert.InRange(next, cause, chain);
    }

    [Fact]
    public async Task The_answer_is_there_as_YAML_in_Japanese_and_as_a_page_too()
    {
        await using var world = await Broken("workshop");
        var yaml = await Diagnose(world, [], "--cluster", "eks-workshop", "-o", "yaml");
        Assert.Contains("\nfindings:\n  - key: ", $"\n{yaml.Out}", StringComparison.Ordinal);
        Assert.Contains("\n    cause: RepositoryPolicyDenies\n", yaml.Out, StringComparison.Ordinal);
        var page = Path.Combine(_directory, "page.html");
        var japanese = await Diagnose(world, [], "--cluster", "eks-workshop", "--lang", "ja", "--html", page);
        Assert.Contains("原因", japanese.Out, StringComparison.Ordinal);
        Assert.Contains("lang=\"ja\"", await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static int At(string text, string part) => text.IndexOf(part, StringComparison.Ordinal);

    /// <summary>As kind and the like write it: no name of EKS in it.</summary>
    private async Task<string> NamelessAsync(World world)
    {
        var path = Path.Combine(_directory, "nameless");
        var text = await File.ReadAllTextAsync(world.WriteKubeconfig(_directory), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(path, text.Replace("arn:aws:eks:us-west-2:111122223333:cluster/eks-workshop", "kind",
            StringComparison.Ordinal), TestContext.Current.CancellationToken);
        return path;
    }

    [Fact]
    public async Task A_workload_that_runs_has_no_finding()
    {
        await using var world = await World.StartAsync(Scenario.Load("healthy"), new() { Clock = new FastClock(20) },
            TestContext.Current.CancellationToken);
        Assert.True(await world.WaitUntilAsync(now => now.Pods() is [{ Ready: true }], TimeSpan.FromMinutes(2),
            TestContext.Current.CancellationToken));
        var told = await Diagnose(world, [], "--cluster", "eks-workshop", "--namespace", "default", "--workload", "ui-private", "--json");
        Assert.Equal((0, "no pod of workload \"ui-private\" waits for an image; 1 pod is named after it in namespace \"default\"\n"),
            (told.Exit, told.Error));
        Assert.Empty(JsonNode.Parse(told.Out)!["findings"]!.AsArray());
    }

    [Fact]
    public async Task The_kubeconfig_that_aws_eks_update_kubeconfig_writes_is_supported()
    {
        Tool.AwsRequired();
        await using var world = await Broken("workshop");
        var kubeconfig = Path.Combine(_directory, "eks");
        var updated = await new Tool(world, _directory).Aws("eks", "update-kubeconfig", "--name", "eks-workshop", "--kubeconfig",
            kubeconfig);
        Assert.True(updated.Exit == 0, updated.Error);
        Assert.Contains("get-token", await File.ReadAllTextAsync(kubeconfig, TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        var told = await Diagnose(world, new() { ["KUBECONFIG"] = kubeconfig }, "--cluster", "eks-workshop", "--json");
        Assert.True(told.Exit == 1, told.Error);
        Assert.Equal("RepositoryPolicyDenies", (string?)JsonNode.Parse(told.Out)!["findings"]![0]!["cause"]);
    }

    [Fact]
    public async Task A_kubeconfig_whose_command_fails_is_reported()
    {
        await using var world = await Broken("workshop");
        var kubeconfig = Path.Combine(_directory, "broken");
        await File.WriteAllTextAsync(kubeconfig,
            (await File.ReadAllTextAsync(world.WriteKubeconfig(_directory), TestContext.Current.CancellationToken))
            .Replace("    token: ",
                "    exec: { apiVersion: client.authentication.k8s.io/v1beta1, command: /no/such/program, args: [] }\n    # ",
                StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var told = await Diagnose(world, new() { ["KUBECONFIG"] = kubeconfig }, "--cluster", "eks-workshop");
        Assert.Equal((1, ""), (told.Exit, told.Out));
        Assert.Contains($"KUBECONFIG=\"{kubeconfig}\" does not lead to a cluster", told.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_that_does_not_exist_is_reported()
    {
        await using var world = await Broken("workshop");
        var told = await Diagnose(world, [], "--cluster", "another");
        Assert.Equal((1, "cluster \"another\" could not be diagnosed: there is no cluster \"another\" in us-west-2\n"),
            (told.Exit, told.Error));
    }

    [Fact]
    public async Task An_invalid_name_is_wrong_usage()
    {
        await using var world = await Broken("workshop");
        var wrong = await Diagnose(world, [], "--cluster", "../other");
        Assert.Equal((2, ""), (wrong.Exit, wrong.Out));
    }

    private static Task<World> Broken(string scenario) => Broken(Scenario.Load(scenario));

    private static async Task<World> Broken(Scenario scenario)
    {
        var world = await World.StartAsync(scenario, new() { Clock = new FastClock(20) }, TestContext.Current.CancellationToken);
        Assert.True(await world.WaitUntilAsync(now => now.Pods().Any(pod => pod.WaitingReason is "ImagePullBackOff"),
            TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken));
        return world;
    }

    private static Task<CliProcess.Output> Diagnose(World world, Dictionary<string, string?> more, params string[] arguments)
    {
        foreach (var (name, value) in world.OperatorEnvironment)
            more.TryAdd(name, value);
        more.TryAdd("KUBECONFIG", null);
        return CliProcess.RunIn(more, ["diagnose", .. arguments]);
    }
}
