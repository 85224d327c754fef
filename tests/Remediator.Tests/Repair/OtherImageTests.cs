using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Remediator.Sandbox;
using Remediator.Tests.Notify;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Repair;

/// <summary>Pulls of another image during verification are no evidence for or against a patch.</summary>
public sealed class OtherImageTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("other-image");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Failures_of_another_image_roll_nothing_back()
    {
        var findings = await WithAnotherImageAsync("""
            {
              "organization": [ { "Version": "2012-10-17", "Statement": [ { "Sid": "x", "Effect": "Deny", "Action": "ecr:BatchGetImage",
                "Resource": "arn:aws:ecr:us-west-2:111122223333:repository/sidecar" } ] } ],
              "repositories": { "sidecar": { "images": [ { "tags": [ "1" ] } ] } }
            }
            """, "sidecar:1");
        Assert.Equal(["fixed"], findings.Select(finding => (string?)finding!["status"]));
    }

    [Fact]
    public async Task A_pull_from_a_repository_with_a_longer_name_verifies_nothing()
    {
        var findings = await WithAnotherImageAsync("""
            {
              "organization": [ { "Version": "2012-10-17",
                "Statement": [ { "Sid": "NoPulls", "Effect": "Deny", "Action": "ecr:BatchGetImage",
                  "Resource": "arn:aws:ecr:us-west-2:111122223333:repository/retail-sample-app-ui" } ] } ],
              "repositories": { "retail-sample-app-ui-sidecar": { "images": [ { "tags": [ "1" ] } ] } }
            }
            """, "retail-sample-app-ui-sidecar:1");
        Assert.DoesNotContain(findings, finding => (bool)finding!["outcome"]!["verified"]!);
    }

    /// <summary>The workload changes to the other image right after the policy was written.</summary>
    private async Task<JsonArray> WithAnotherImageAsync(string differences, string image)
    {
        Task changing = Task.CompletedTask;
        await using var story = await Story.BeginAsync(Story.Workshop(differences),
            [StoredNotifications.Table, ("RESTART_WORKLOADS", "off"), ("VERIFY_SECONDS", "200")], (world, line) =>
        {
            if ((string?)line["message"] == "repository policy changed")
                changing = ChangeAsync(world, $"111122223333.dkr.ecr.us-west-2.amazonaws.com/{image}");
        });
        var findings = (await story.DeliverAsync(remaining: TimeSpan.FromSeconds(600)))["findings"]!.AsArray();
        await changing;
        return findings;
    }

    private async Task ChangeAsync(World world, string image)
    {
        using var api = new k8s.Kubernetes(
            await KubernetesClientConfiguration.BuildConfigFromConfigFileAsync(new FileInfo(world.WriteKubeconfig(_directory.FullName))));
        var body = new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["strategy"] = new JsonObject
                {
                    ["type"] = "RollingUpdate",
                    ["rollingUpdate"] = new JsonObject { ["maxUnavailable"] = 1, ["maxSurge"] = 0 },
                },
                ["template"] = new JsonObject
                {
                    ["spec"] = new JsonObject
                    {
                        ["containers"] = new JsonArray(new JsonObject { ["name"] = "ui-private", ["image"] = image }),
                    },
                },
            },
        };
        await api.AppsV1.PatchNamespacedDeploymentAsync(new V1Patch(body.ToJsonString(), V1Patch.PatchType.StrategicMergePatch),
            "ui-private", "default", cancellationToken: Story.Stop);
    }
}
