using k8s.Models;
using Remediator.Core;

namespace Remediator.Kubernetes;

/// <summary>What a node is, from the Node object alone: its provider id and the node group that EKS labelled it with.</summary>
internal static class NodeCompute
{
    private const string NodeGroupLabel = "eks.amazonaws.com/nodegroup";

    public static async Task<IReadOnlyDictionary<string, Compute>> ReadAllAsync(Cluster cluster, IEnumerable<string> names, CancellationToken cancelled)
    {
        var computes = await Task.WhenAll(names.Distinct().Select(async name => (name, Compute: await ReadAsync(cluster, name, cancelled))));
        return computes.ToDictionary(c => c.name, c => c.Compute);
    }

    private static async Task<Compute> ReadAsync(Cluster cluster, string name, CancellationToken cancelled)
    {
        try
        {
            return Of(await cluster.NodeAsync(name, cancelled));
        }
        catch (Exception e) when (KubernetesFailure.IsExpected(e, cancelled))
        {
            return new Compute.Unknown(KubernetesFailure.Why(e, $"get node {name}"));
        }
    }

    private static Compute Of(V1Node node)
    {
        var instance = InstanceOf(node.Spec?.ProviderID);
        return node.Metadata.Labels is { } labels && labels.TryGetValue(NodeGroupLabel, out var group)
            ? new Compute.NodeGroup(group, instance)
            : instance is not null ? new Compute.Instance(instance) : new Compute.Unknown($"node {node.Metadata.Name} is neither in a node group nor an EC2 instance");
    }

    /// <summary><c>aws:///us-west-2a/i-0123456789abcdef0</c> → the instance id.</summary>
    private static string? InstanceOf(string? providerId) =>
        providerId?.Split('/') is [.., { } last] && last.StartsWith("i-", StringComparison.Ordinal) ? last : null;
}
