using System.Text.Json.Nodes;
using Remediator.Sandbox.Model;

namespace Remediator.Sandbox.Kubernetes;

/// <summary>Binds pods to nodes in turn; a pod of a Fargate profile's namespace gets a node of its own.</summary>
internal sealed class Scheduler(Cluster cluster, string region)
{
    private int _turn;

    public IReadOnlyList<string> Nodes { get; } = [.. cluster.Nodes.Keys];

    public ApiObject Bind(ApiObject pod, ObjectStore store, DateTimeOffset now)
    {
        var profile = cluster.FargateProfiles.FirstOrDefault(profile => profile.Value.Namespace == pod.Namespace).Key;
        var turn = _turn++;
        var node = profile is null ? Nodes[turn % Nodes.Count] : $"fargate-ip-10-42-200-{turn % 250}.{region}.compute.internal";
        var account = store.Find(Kind.ServiceAccount, pod.Namespace, pod["spec.serviceAccountName"] ?? "default");
        if (profile is not null) NodeObject.Put(store, node, new Node("") { Labels = new Dictionary<string, string> { ["eks.amazonaws.com/compute-type"] = "fargate" } }, now);
        return store.Edit(pod, now, draft =>
        {
            draft["spec"]!["nodeName"] = node;
            // as the ServiceAccount admission plugin does for pods that bring none of their own
            if (draft["spec"]!["imagePullSecrets"] is null && account?.At("imagePullSecrets") is { } secrets) draft["spec"]!["imagePullSecrets"] = JsonNode.Parse(secrets.GetRawText());
            if (profile is not null) draft["metadata"]!["labels"]!["eks.amazonaws.com/fargate-profile"] = profile;
            draft["status"]!["hostIP"] = NodeAddress.Of(node);
        })!;
    }
}

/// <summary>A node as the API server shows it.</summary>
internal static class NodeObject
{
    public static void Put(ObjectStore store, string name, Node node, DateTimeOffset now)
    {
        var labels = new JsonObject
        {
            ["kubernetes.io/hostname"] = name,
            ["kubernetes.io/arch"] = node.Architecture,
            ["kubernetes.io/os"] = "linux",
            ["topology.kubernetes.io/zone"] = node.Zone,
            ["node.kubernetes.io/instance-type"] = "m5.large",
        };
        if (node.NodeGroup is { } group) labels["eks.amazonaws.com/nodegroup"] = group;
        foreach (var (label, value) in node.Labels) labels[label] = value;
        var spec = new JsonObject();
        spec["providerID"] = node.Instance switch
        {
            "" => $"aws:///{node.Zone}/{GeneratedName.Stable(name, 16)}/{name}",
            ['m', 'i', '-', ..] => $"eks-hybrid:///{node.Zone[..^1]}/{node.Instance}",
            var instance => $"aws:///{node.Zone}/{instance}",
        };
        store.Put(Kind.Node, new()
        {
            ["kind"] = "Node",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = labels },
            ["spec"] = spec,
            ["status"] = new JsonObject
            {
                ["addresses"] = new JsonArray(new JsonObject { ["type"] = "InternalIP", ["address"] = NodeAddress.Of(name) }),
                ["conditions"] = new JsonArray(
                    new JsonObject { ["type"] = "DiskPressure", ["status"] = node.DiskPressure ? "True" : "False", ["reason"] = node.DiskPressure ? "KubeletHasDiskPressure" : "KubeletHasNoDiskPressure" },
                    new JsonObject { ["type"] = "Ready", ["status"] = "True", ["reason"] = "KubeletReady" }),
                ["nodeInfo"] = new JsonObject
                {
                    ["architecture"] = node.Architecture,
                    ["operatingSystem"] = "linux",
                    ["kubeletVersion"] = "v1.33.5-eks-sandbox",
                    ["containerRuntimeVersion"] = "containerd://1.7.24",
                },
            },
        }, now);
    }
}
