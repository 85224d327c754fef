using Remediator.Core.Wording;

namespace Remediator.Core.Network;

/// <summary>An EC2 instance as EC2 tells it. Its tags are written by those who may launch instances, never from inside the cluster.</summary>
public sealed record NodeInstance(string Id, string VpcId, string SubnetId, string PrivateIp)
{
    /// <summary>The ARN of the instance profile, or null where it has none.</summary>
    public string? Profile { get; init; }

    public string? PublicIp { get; init; }

    public IReadOnlyList<string> SecurityGroups { get; init; } = [];

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    private static readonly string[] ClusterTags = ["aws:eks:cluster-name", "eks:cluster-name", "eks:eks-cluster-name"];

    /// <summary>Why this is no node of the cluster (and, where one is named, of its node group), or null.</summary>
    public Message? Contradicts(string cluster, string? nodeGroup)
    {
        var named = ClusterTags.Select(tag => Tags.GetValueOrDefault(tag)).OfType<string>().ToArray();
        if (named.FirstOrDefault(name => name != cluster) is { } other)
            return $"instance {Id} belongs to cluster {other} by its tags";
        if (named.Length == 0 && !Tags.ContainsKey($"kubernetes.io/cluster/{cluster}"))
            return $"instance {Id} carries no tag of cluster {cluster}";
        return nodeGroup is not null && Tags.GetValueOrDefault("eks:nodegroup-name") is var group && group != nodeGroup
            ? $"the node says it is of node group {nodeGroup}, the tags of instance {Id} say {group ?? "it is of none"}"
            : null;
    }
}
