using System.Text.Json;

namespace Remediator.Core;

// {"cluster": "eks-workshop", "namespace": "default", "workload": "ui-private"}: namespace and workload may be left out

/// <summary>A payload without an envelope, from whoever may invoke the function: a person, or EventBridge Scheduler.</summary>
public static class DirectRequest
{
    public static bool IsOne(JsonElement payload) => payload.ValueKind is JsonValueKind.Object && new EventField(payload, "$").Has("cluster");

    /// <exception cref="MalformedEventException">A member is no name, or there is a workload without its namespace.</exception>
    public static Trigger Read(JsonElement payload)
    {
        var request = new EventField(payload, "$");
        var workload = request.Given("workload")?.Text(NameGrammar.IsKubernetes, "a Kubernetes name");
        var space = workload is null ? request.Given("namespace") : request.Required("namespace");
        return new Trigger.Request(
            request.Required("cluster").Text(NameGrammar.IsCluster, "an EKS cluster's name"),
            space?.Text(NameGrammar.IsKubernetes, "a Kubernetes name"),
            workload);
    }
}
