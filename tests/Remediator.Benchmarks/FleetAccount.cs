using System.Text.Json.Nodes;
using Remediator.Sandbox.Model;

namespace Remediator.Benchmarks;

/// <summary>One account of a fleet as a scenario, with its clusters and the repositories that they all pull from.</summary>
internal static class FleetAccount
{
    private const string Role = "eksctl-eks-workshop-nodegroup-defa-NodeInstanceRole-vWD7AqRmnZ2x";
    private const int Workloads = 10;

    /// <param name="broken">For each cluster, whether a pod of it cannot pull.</param>
    public static Scenario Scenario(int number, bool[] broken)
    {
        var clusters = new JsonObject { ["eks-workshop"] = null };
        for (var n = 0; n < broken.Length; n++)
            clusters[$"fleet-{number}-{n}"] = Cluster(broken[n]);
        return Sandbox.Model.Scenario.Parse(new JsonObject
        {
            ["like"] = "workshop",
            ["name"] = $"account-{number}",
            // the first is the one that the function is in
            ["account"] = number == 0 ? "111122223333" : $"{200_000_000_000 + number}",
            ["mode"] = "report",
            ["clusters"] = clusters,
            ["repositories"] = new JsonObject
            {
                ["calm"] = new JsonObject { ["images"] = new JsonArray(new JsonObject { ["tags"] = new JsonArray("1.0.0") }) },
            },
        }.ToJsonString());
    }

    private static JsonObject Cluster(bool broken)
    {
        var workloads = new JsonObject();
        for (var n = 0; n < Workloads; n++)
            workloads[$"team-{n}/front"] = Workload("calm:1.0.0", cached: true);
        if (broken)
            workloads["team-0/denied"] = Workload("retail-sample-app-ui:1.2.1", cached: false);
        return new JsonObject
        {
            ["nodeGroups"] = new JsonObject { ["default"] = new JsonObject { ["role"] = Role } },
            ["nodes"] = new JsonObject
            {
                ["ip-10-42-108-71.us-west-2.compute.internal"] =
                    new JsonObject { ["instance"] = "i-0f1e2d3c4b5a69788", ["nodeGroup"] = "default" },
            },
            ["workloads"] = workloads,
        };
    }

    private static JsonObject Workload(string image, bool cached) =>
        new() { ["image"] = $$"""{account}.dkr.ecr.{region}.amazonaws.com/{{image}}""", ["cached"] = cached };
}
