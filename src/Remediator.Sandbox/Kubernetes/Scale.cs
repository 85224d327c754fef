namespace Remediator.Sandbox.Kubernetes;

/// <summary>The number of replicas of a workload, as <c>kubectl scale</c> reads and writes it.</summary>
internal static class Scale
{
    public static IReadOnlyList<Kind> Kinds { get; } = [Kind.Deployment, Kind.ReplicaSet, Kind.StatefulSet];

    public static JsonNode Of(ApiObject item) => Kinds.Contains(item.Kind)
        ? new JsonObject
        {
            ["kind"] = "Scale",
            ["apiVersion"] = "autoscaling/v1",
            ["metadata"] = new JsonObject
            {
                ["name"] = item.Name,
                ["namespace"] = item.Namespace,
                ["uid"] = item.Uid,
                ["resourceVersion"] = $"{item.Version}",
            },
            ["spec"] = new JsonObject { ["replicas"] = item.Number("spec.replicas") },
            ["status"] = new JsonObject { ["replicas"] = item.Number("status.replicas") },
        }
        : throw new ApiError(404, "NotFound", "the server could not find the requested resource");
}
