using System.Text.Json.Nodes;
using Remediator.Sandbox.Model;

namespace Remediator.Benchmarks;

/// <summary>
/// A large cluster as a scenario: one pod in ten waits, for one of a few repositories that deny their node's role; a node carries up to
/// 100.
/// </summary>
internal static class Crowd
{
    private const int PodsOnANode = 100;
    private const string Role = "eksctl-eks-workshop-nodegroup-defa-NodeInstanceRole-vWD7AqRmnZ2x";
    private const string Registry = "111122223333.dkr.ecr.us-west-2.amazonaws.com";

    public static Scenario Of(int pods, int causes = 20)
    {
        var failing = pods / 10 / causes;
        var workloads = new JsonObject
        {
            ["default/ui-private"] = null,
            ["calm/calm"] = Workload("calm", pods - (failing * causes), cached: true),
        };
        var repositories = new JsonObject { ["calm"] = Repository(denied: false) };
        for (var n = 0; n < causes; n++)
        {
            workloads[$"team-{n}/front"] = Workload($"team-{n}/front", failing, cached: false);
            repositories[$"team-{n}/front"] = Repository(denied: true);
        }
        var cluster = new JsonObject { ["nodes"] = Nodes(pods), ["workloads"] = workloads };
        return Scenario.Parse(new JsonObject
        {
            ["like"] = "workshop",
            ["name"] = "crowd",
            ["mode"] = "report",
            ["clusters"] = new JsonObject { ["eks-workshop"] = cluster },
            ["repositories"] = repositories,
        }.ToJsonString());
    }

    /// <summary>A cluster that fails everywhere: a node for each pod, and each pod waits for one of a few repositories.</summary>
    public static Scenario Wide(int nodes, int causes = 20)
    {
        var (workloads, repositories, all) = (new JsonObject { ["default/ui-private"] = null }, new JsonObject(), new JsonObject());
        for (var n = 0; n < causes; n++)
        {
            workloads[$"team-{n}/front"] = Workload($"team-{n}/front", nodes / causes, cached: false);
            repositories[$"team-{n}/front"] = Repository(denied: true);
        }
        for (var n = 0; n < nodes; n++)
            all[$"ip-10-{n / 256}-{n % 256}-1.us-west-2.compute.internal"] =
                new JsonObject { ["instance"] = $"i-{n:x17}", ["role"] = Role };
        foreach (var own in new[] { "ip-10-42-108-71", "ip-10-42-147-12" })
            all[$"{own}.us-west-2.compute.internal"] = null;
        var cluster = new JsonObject { ["nodes"] = all, ["workloads"] = workloads };
        return Scenario.Parse(new JsonObject
        {
            ["like"] = "workshop",
            ["name"] = "wide",
            ["mode"] = "report",
            ["clusters"] = new JsonObject { ["eks-workshop"] = cluster },
            ["repositories"] = repositories,
        }.ToJsonString());
    }

    private static JsonObject Nodes(int pods)
    {
        var nodes = new JsonObject();
        for (var n = 0; n < Math.Max(2, pods / PodsOnANode); n++)
            nodes[$"ip-10-{n / 256}-{n % 256}-1.us-west-2.compute.internal"] = new JsonObject
            {
                ["instance"] = $"i-{n:x17}",
                ["nodeGroup"] = "default",
            };
        return nodes;
    }

    private static JsonObject Workload(string repository, int replicas, bool cached) =>
        new() { ["image"] = $"{Registry}/{repository}:1.0.0", ["replicas"] = replicas, ["cached"] = cached };

    private static JsonObject Repository(bool denied) => new()
    {
        ["images"] = new JsonArray(new JsonObject { ["tags"] = new JsonArray("1.0.0") }),
        ["policy"] = !denied ? null : new JsonObject
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonArray(new JsonObject
            {
                ["Sid"] = "deny",
                ["Effect"] = "Deny",
                ["Principal"] = new JsonObject { ["AWS"] = $"arn:aws:iam::111122223333:role/{Role}" },
                ["Action"] = new JsonArray("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
            }),
        },
    };
}
