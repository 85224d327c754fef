namespace Remediator.Sandbox.Kubernetes;

/// <summary>Binds pods to nodes round-robin; a pod of a Fargate profile's namespace gets its own node.</summary>
internal sealed class Scheduler(Cluster cluster, string region)
{
    private int _turn;

    public IReadOnlyList<string> Nodes { get; } = [.. cluster.Nodes.Keys];

    public ApiObject Bind(ApiObject pod, ObjectStore store, DateTimeOffset now)
    {
        var profile = cluster.FargateProfiles.FirstOrDefault(one => one.Value.Takes(pod.Namespace, key => LabelOf(pod, key))).Key;
        var turn = _turn++;
        var node = profile is null ? Nodes[turn % Nodes.Count] : $"fargate-ip-10-42-200-{turn % 250}.{region}.compute.internal";
        var account = store.Find(Kind.ServiceAccount, pod.Namespace, pod["spec.serviceAccountName"] ?? "default");
        if (profile is not null)
            ScenarioObjects.PutNode(store, node,
                new Node("") { Labels = new Dictionary<string, string> { ["eks.amazonaws.com/compute-type"] = "fargate" } }, now);
        return store.Edit(pod, now, draft =>
        {
            draft["spec"]!["nodeName"] = node;
            // as the ServiceAccount admission plugin does for pods without pull secrets
            if (draft["spec"]!["imagePullSecrets"] is null && account?.At("imagePullSecrets") is { } secrets)
                draft["spec"]!["imagePullSecrets"] = JsonNode.Parse(secrets.GetRawText());
            if (profile is not null)
                draft["metadata"]!["labels"]!["eks.amazonaws.com/fargate-profile"] = profile;
            draft["status"]!["hostIP"] = Node.AddressOf(node);
        })!;
    }

    public static string? LabelOf(ApiObject pod, string key) =>
        pod.At("metadata.labels") is { } labels && labels.TryGetProperty(key, out var value) ? value.GetString() : null;
}
