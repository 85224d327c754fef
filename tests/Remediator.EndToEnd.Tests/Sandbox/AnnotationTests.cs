using System.Text.Json.Nodes;
using Remediator.Cli.Hosting;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Model;

namespace Remediator.EndToEnd.Tests.Sandbox;

/// <summary>Events on workloads, allowed by the file of <c>infra/</c> and read by kubectl.</summary>
public sealed class AnnotationTests : IDisposable
{
    private static readonly Dictionary<string, string> s_settings = new()
    {
        ["ANNOTATE_WORKLOADS"] = "on",
        ["REMEDIATION_MODE"] = "report",
    };

    private readonly string _directory = Directory.CreateTempSubdirectory("annotation").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static async Task<SandboxFunction> StartAsync(Scenario scenario)
    {
        var stage = await SandboxFunction.StartAsync(scenario, s_settings, new FastClock(60), _ => { }, TimeSpan.Zero, Stop);
        Assert.True(await stage.World.WaitUntilAsync(
            world => world.Pods().All(pod => pod.WaitingReason is "ErrImagePull" or "ImagePullBackOff"), TimeSpan.FromMinutes(5), Stop));
        return stage;
    }

    [Fact]
    public async Task Once_the_file_is_applied_kubectl_describe_shows_the_cause_and_the_incident_on_pod_and_deployment()
    {
        Tool.KubectlRequired();
        await using var stage = await StartAsync(Scenario.Load("workshop"));
        var tool = new Tool(stage.World, _directory);
        await stage.InvokeAsync(stage.World.Event);
        Assert.DoesNotContain("ImagePullDiagnosed", (await tool.Kubectl("get", "events", "-A")).Out, StringComparison.Ordinal);

        await ApplyAsync(tool);
        var finding = Assert.Single((await stage.InvokeAsync(stage.World.Event))["findings"]!.AsArray())!;
        foreach (var described in new[] { "pods", "deployment/ui-private" })
        {
            var shown = await tool.Kubectl("describe", described);
            Assert.True(shown.Exit == 0, shown.Error);
            Assert.Matches("Warning +ImagePullDiagnosed +\\S+ +remediator +The policy of ECR repository retail-sample-app-ui denies "
                + $"the pull to \\S+\\. Incident {(string)finding["key"]!}\\. Next: ", shown.Out);
        }
    }

    [Fact]
    public async Task The_role_may_be_bound_in_one_namespace_alone()
    {
        Tool.KubectlRequired();
        await using var stage = await StartAsync(Scenario.Parse("""
            { "like": "workshop", "name": "two-namespaces", "clusters": { "eks-workshop": { "workloads": { "shop/front": {
              "image": "{account}.dkr.ecr.{region}.amazonaws.com/retail-sample-app-ui:1.2.1" } } } } }
            """));
        var tool = new Tool(stage.World, _directory);
        await ApplyAsync(tool);
        Assert.Equal(0, (await tool.Kubectl("delete", "clusterrolebinding", "remediator-annotate")).Exit);
        var file = Path.Combine(_directory, "binding.yaml");
        await File.WriteAllTextAsync(file, """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: { name: remediator-annotate, namespace: shop }
            roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: remediator-annotate }
            subjects: [ { apiGroup: rbac.authorization.k8s.io, kind: Group, name: remediator } ]
            """, Stop);
        var bound = await tool.Kubectl("apply", "-f", file);
        Assert.True(bound.Exit == 0, bound.Error);
        var finding = Assert.Single((await stage.InvokeAsync("""{"cluster": "eks-workshop"}"""))["findings"]!.AsArray())!;
        Assert.Contains("create events -n default", (string?)Assert.Single(finding["unknowns"]!.AsArray()), StringComparison.Ordinal);
        Assert.Equal(["shop"], stage.World.ObjectsJson("Event").Select(text => JsonNode.Parse(text)!)
            .Where(one => (string?)one["reason"] == "ImagePullDiagnosed").Select(one => (string?)one["metadata"]!["namespace"]).Distinct());
    }

    [Fact]
    public async Task The_function_s_token_reads_and_deletes_nothing_that_no_role_lets_it()
    {
        Tool.KubectlRequired();
        Tool.AwsRequired();
        await using var stage = await StartAsync(Scenario.Load("workshop"));
        var tool = new Tool(stage.World, _directory);
        var asked = await tool.Run("aws", ["eks", "get-token", "--cluster-name", "eks-workshop"],
            stage.World.Environment.ToDictionary(one => one.Key, one => (string?)one.Value));
        var token = $"--token={(string)JsonNode.Parse(asked.Out)!["status"]!["token"]!}";
        Assert.Equal(0, (await tool.Kubectl("get", "pods", token)).Exit);
        var refused = await tool.Kubectl("delete", "pod", stage.World.Pods()[0].Name, "--wait=false", token);
        Assert.Contains("User \"remediator\" cannot delete resource \"pods\" in API group \"\" in the namespace \"default\"", refused.Error,
            StringComparison.Ordinal);
    }

    private static async Task ApplyAsync(Tool tool)
    {
        var applied = await tool.Kubectl("apply", "-f", Template.Repository.PathOf("infra", "eks-rbac-annotate.yaml"));
        Assert.True(applied.Exit == 0, applied.Error);
    }
}
