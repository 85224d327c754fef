using Remediator.EndToEnd.Tests.CommandLine;
using Remediator.Sandbox;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Model;

namespace Remediator.EndToEnd.Tests.Diagnose;

/// <summary>Which cluster is meant, as kubectl knows it.</summary>
public sealed class ContextTests : IDisposable
{
    private const string Arn = "arn:aws:eks:us-west-2:111122223333:cluster/eks-workshop";

    private readonly string _directory = Directory.CreateTempSubdirectory("context").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Without_a_cluster_the_current_context_names_cluster_and_region()
    {
        await using var world = await StartedAsync();
        var told = await DiagnoseAsync(world, new() { ["KUBECONFIG"] = world.WriteKubeconfig(_directory), ["AWS_REGION"] = "eu-west-1" },
            "--json");
        Assert.Equal((1, ""), (told.Exit, told.Error));
        Assert.Contains("\"cluster\":\"eks-workshop\"", told.Out, StringComparison.Ordinal);
        Assert.Contains(world.Calls, call => call is { Operation: "DescribeCluster" } && call.Resource.Contains(":us-west-2:",
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_kubeconfig_in_the_home_directory_is_read_where_no_other_is_named()
    {
        await using var world = await StartedAsync();
        Directory.CreateDirectory(Path.Combine(_directory, ".kube"));
        File.Move(world.WriteKubeconfig(_directory), Path.Combine(_directory, ".kube", "config"));
        var told = await DiagnoseAsync(world, new() { ["HOME"] = _directory }, "--json");
        Assert.Equal((1, ""), (told.Exit, told.Error));
    }

    [Fact]
    public async Task A_kubeconfig_of_the_home_directory_that_names_no_EKS_cluster_does_not_stand_in_for_a_named_one()
    {
        await using var world = await StartedAsync();
        Directory.CreateDirectory(Path.Combine(_directory, ".kube"));
        await WriteAsync(Path.Combine(_directory, ".kube", "config"), "kind", "https://127.0.0.1:1");
        var told = await DiagnoseAsync(world, new() { ["HOME"] = _directory }, "--cluster", "eks-workshop", "--json");
        Assert.Equal((1, ""), (told.Exit, told.Error));
        Assert.Contains("RepositoryPolicyDenies", told.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_that_contradicts_the_context_is_refused_before_anything_is_asked()
    {
        await using var world = await StartedAsync();
        var kubeconfig = world.WriteKubeconfig(_directory);
        var asked = world.Calls.Count;
        var told = await DiagnoseAsync(world, [], "--kubeconfig", kubeconfig, "--cluster", "another");
        Assert.Equal((2, ""), (told.Exit, told.Out));
        Assert.StartsWith($"context \"sandbox\" of \"{kubeconfig}\" is of cluster \"eks-workshop\" in us-west-2, not of \"another\"; ",
            told.Error, StringComparison.Ordinal);
        Assert.Equal(asked, world.Calls.Count);
    }

    [Fact]
    public async Task With_kubeconfig_only_the_context_leads_wherever_it_leads()
    {
        await using var world = await StartedAsync();
        var told = await DiagnoseAsync(world, [], "--kubeconfig", world.WriteKubeconfig(_directory), "--cluster", "another",
            "--kubeconfig-only", "--json");
        Assert.Equal(1, told.Exit);
        Assert.Contains("EKS has no cluster \"another\" in us-west-2", told.Error, StringComparison.Ordinal);
        Assert.Contains("ui-private", told.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_kubeconfig_the_named_cluster_is_reached_through_EKS()
    {
        await using var world = await StartedAsync();
        var other = Path.Combine(_directory, "other");
        await WriteAsync(other, Arn.Replace("eks-workshop", "other", StringComparison.Ordinal), "https://127.0.0.1:1");
        var told = await DiagnoseAsync(world, new() { ["KUBECONFIG"] = other }, "--cluster", "eks-workshop", "--no-kubeconfig", "--json");
        Assert.Equal((1, ""), (told.Exit, told.Error));
    }

    [Fact]
    public async Task A_context_of_the_second_file_is_found()
    {
        await using var world = await StartedAsync();
        var first = Path.Combine(_directory, "first");
        await WriteAsync(first, Arn.Replace("eks-workshop", "other", StringComparison.Ordinal), "https://127.0.0.1:1");
        var both = string.Join(Path.PathSeparator, first, Path.Combine(_directory, "missing"), world.WriteKubeconfig(_directory));
        var told = await DiagnoseAsync(world, new() { ["KUBECONFIG"] = both }, "--context", "sandbox", "--json");
        Assert.Equal((1, ""), (told.Exit, told.Error));
        Assert.Contains("\"cluster\":\"eks-workshop\"", told.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misspelt_context_is_refused_with_the_one_that_may_be_meant()
    {
        var file = Path.Combine(_directory, "config");
        await WriteAsync(file, Arn, "https://127.0.0.1:1");
        var told = await CliProcess.Run("diagnose", "--kubeconfig", file, "--context", "currant");
        Assert.Equal((2, ""), (told.Exit, told.Out));
        Assert.StartsWith($"\"{file}\" has no context \"currant\"; did you mean \"current\"?\n", told.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_context_that_names_no_EKS_cluster_needs_the_cluster()
    {
        var file = Path.Combine(_directory, "config");
        await WriteAsync(file, "kind", "https://127.0.0.1:1");
        var told = await CliProcess.Run("diagnose", "--kubeconfig", file);
        Assert.Equal((2, ""), (told.Exit, told.Out));
        Assert.StartsWith("--cluster is missing, and context \"current\" of ", told.Error, StringComparison.Ordinal);
    }

    /// <summary>Its current context is of another cluster, so the named one is reached through EKS.</summary>
    [Fact]
    public async Task A_cluster_that_a_gate_names_is_never_read_by_the_context_of_another()
    {
        await using var world = await StartedAsync();
        var (kubeconfig, plan) = (Path.Combine(_directory, "config"), Path.Combine(_directory, "plan.json"));
        await WriteAsync(kubeconfig, "arn:aws:eks:us-west-2:111122223333:cluster/other", "https://127.0.0.1:1");
        await File.WriteAllTextAsync(plan, """{"resource_changes":[]}""", TestContext.Current.CancellationToken);
        Dictionary<string, string?> environment = new() { ["KUBECONFIG"] = kubeconfig };
        foreach (var (name, value) in world.OperatorEnvironment)
            environment.Add(name, value);
        var gate = await CliProcess.RunIn(environment, ["explain", "--plan", plan, "--cluster", "eks-workshop", "-o", "json"]);
        Assert.Equal((0, ""), (gate.Exit, gate.Error));
        Assert.Contains("\"pulls\": 1", gate.Out, StringComparison.Ordinal);
        var missing = await CliProcess.RunIn(environment, ["explain", "--plan", plan, "--cluster", "eks-workshop", "--cluster", "nowhere"]);
        Assert.Equal(2, missing.Exit);
        Assert.Contains("nowhere", missing.Error, StringComparison.Ordinal);
    }

    /// <summary>The refusal of a contradiction says what was read.</summary>
    [Theory]
    [InlineData("arn:aws-cn:eks:cn-north-1:111122223333:cluster/shop", "https://x", "", "\"shop\" in cn-north-1,")]
    [InlineData("admin@shop.eu-west-1.eksctl.io", "https://x", "", "\"shop\" in eu-west-1,")]
    [InlineData("a", "https://0A1B.gr7.eu-west-1.eks.amazonaws.com", "[eks, get-token, --cluster-name, shop]", "\"shop\" in eu-west-1,")]
    [InlineData("a", "https://x", "[--region, eu-west-1, eks, get-token, --cluster-name, shop, --output, json]", "\"shop\" in eu-west-1,")]
    [InlineData("a", "https://x", "[token, -i, shop]", "\"shop\",")]
    [InlineData("a", "https://x", "[token, --cluster-id=shop]", "\"shop\",")]
    public async Task The_cluster_is_read_from_its_name_its_endpoint_and_the_command_that_gets_its_token(
        string name, string server, string arguments, string read)
    {
        var file = Path.Combine(_directory, "config");
        await WriteAsync(file, name, server, arguments);
        var told = await CliProcess.Run("diagnose", "--kubeconfig", file, "--cluster", "another");
        Assert.Equal((2, ""), (told.Exit, told.Out));
        Assert.Contains($"is of cluster {read}", told.Error, StringComparison.Ordinal);
    }

    private static Task WriteAsync(string path, string cluster, string server, string arguments = "") => File.WriteAllTextAsync(path, $$"""
        apiVersion: v1
        kind: Config
        current-context: current
        clusters:
        - name: {{cluster}}
          cluster: { server: "{{server}}" }
        users:
        - name: me
          user: { {{(arguments.Length == 0 ? "token: x"
              : $"exec: {{ apiVersion: client.authentication.k8s.io/v1beta1, command: aws, args: {arguments} }}")}} }
        contexts:
        - name: current
          context: { cluster: "{{cluster}}", user: me }
        """, TestContext.Current.CancellationToken);

    private static async Task<World> StartedAsync()
    {
        var world = await World.StartAsync(Scenario.Load("workshop"), new() { Clock = new FastClock(20) },
            TestContext.Current.CancellationToken);
        Assert.True(await world.WaitUntilAsync(now => now.Pods().Any(pod => pod.WaitingReason is "ImagePullBackOff"),
            TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken));
        return world;
    }

    private static Task<CliProcess.Output> DiagnoseAsync(World world, Dictionary<string, string?> more, params string[] arguments)
    {
        foreach (var (name, value) in world.OperatorEnvironment)
            more.TryAdd(name, value);
        more.TryAdd("KUBECONFIG", null);
        return CliProcess.RunIn(more, ["diagnose", .. arguments]);
    }
}
