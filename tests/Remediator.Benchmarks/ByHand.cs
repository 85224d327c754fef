using System.Diagnostics;
using Remediator.Sandbox;
using Remediator.Sandbox.Model;

namespace Remediator.Benchmarks;

/// <summary>
/// The workshop's story twice, each in a fresh world on the wall's clock: the page's commands run by <c>aws</c> and <c>kubectl</c> one
/// after another,
/// without a second of thinking between them, and the published function from its cold start. Both end with the pod running.
/// </summary>
internal static class ByHand
{
    private const string Repository = "retail-sample-app-ui";
    private const string Role = "eksctl-eks-workshop-nodegroup-defa-NodeInstanceRole-vWD7AqRmnZ2x";

    public static async Task MeasureAsync(string? bootstrap)
    {
        if (bootstrap is null)
        {
            Console.WriteLine("skipped: publish the function (make publish) and set REMEDIATOR_BOOTSTRAP to the binary");
            return;
        }
        var page = await TimeAsync(PageAsync);
        var function = await TimeAsync(async world =>
        {
            await using var process = await FunctionProcess.StartAsync([bootstrap], world, ("REMEDIATION_MODE", "auto"));
            await process.InvokeAsync(world.Event);
        });
        Console.WriteLine($"the page's commands   {page.TotalSeconds,6:0.0} s");
        Console.WriteLine(
            $"the function, cold    {function.TotalSeconds,6:0.0} s   the page's commands take {page / function:0.0} times as long");
    }

    private static async Task<TimeSpan> TimeAsync(Func<World, Task> fix)
    {
        await using var world = await World.StartAsync(Scenario.Load("workshop"));
        await world.WaitUntilAsync(w => w.Pods().Any(pod => pod.WaitingReason is "ErrImagePull" or "ImagePullBackOff"),
            TimeSpan.FromSeconds(30), CancellationToken.None);
        var began = Stopwatch.GetTimestamp();
        await fix(world);
        var runs = await world.WaitUntilAsync(w => w.Pods().All(pod => pod.Ready), TimeSpan.FromMinutes(3), CancellationToken.None);
        return runs ? Stopwatch.GetElapsedTime(began) : throw new InvalidOperationException("the pod does not run");
    }

    private static async Task PageAsync(World world)
    {
        using var home = new Folder();
        var kubeconfig = world.WriteKubeconfig(home.Path);
        var allowed = world.RepositoryPolicy(Repository)!.Replace("\"Deny\"", "\"Allow\"", StringComparison.Ordinal);
        string[][] commands =
        [
            ["kubectl", "get", "deploy", "ui-private"],
            ["kubectl", "get", "pods", "-l", "app=app-private"],
            ["kubectl", "describe", "pod", "-l", "app=app-private"],
            ["kubectl", "get", "deploy", "ui-private", "-o", "jsonpath={.spec.template.spec.containers[*].image}"],
            ["aws", "ecr", "describe-images", "--repository-name", Repository, "--image-ids", "imageTag=1.2.1"],
            ["aws", "eks", "describe-nodegroup", "--cluster-name", "eks-workshop", "--nodegroup-name", "default", "--query",
                "nodegroup.nodeRole", "--output", "text"],
            ["aws", "iam", "list-attached-role-policies", "--role-name", Role],
            ["aws", "iam", "get-policy-version", "--policy-arn", "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly",
                "--version-id", "v3"],
            ["aws", "ecr", "get-repository-policy", "--repository-name", Repository, "--query", "policyText", "--output", "text"],
            ["aws", "ecr", "set-repository-policy", "--repository-name", Repository, "--policy-text", allowed],
            ["kubectl", "rollout", "restart", "deploy", "ui-private"],
            ["kubectl", "rollout", "status", "deploy", "ui-private", "--timeout=120s"],
            ["kubectl", "get", "pods", "-l", "app=app-private"],
        ];
        foreach (var command in commands)
            await RunAsync(command, world, kubeconfig, home.Path);
    }

    private static async Task RunAsync(string[] command, World world, string kubeconfig, string home)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in world.OperatorEnvironment)
            start.Environment[name] = value;
        (start.Environment["KUBECONFIG"], start.Environment["HOME"]) = (kubeconfig, home);
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"\"{string.Join(' ', command)}\" ended with {process.ExitCode}: {await error}{await output}");
    }

    /// <summary>A folder for a while.</summary>
    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("by-hand").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
