namespace Remediator.Core.Network;

/// <summary>
/// An EC2 instance as EC2 describes it. Its tags are written by those who may launch instances, never from inside the cluster.
/// </summary>
public sealed record NodeInstance(string Id, string VpcId, string SubnetId, string PrivateIp)
{
    /// <summary>The ARN of the instance profile, or null where it has none.</summary>
    public string? Profile { get; init; }

    public string? PublicIp { get; init; }

    public IReadOnlyList<string> SecurityGroups { get; init; } = [];

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    private static readonly string[] s_clusterTags = ["aws:eks:cluster-name", "eks:cluster-name", "eks:eks-cluster-name"];

    /// <summary>Why this is no node of the cluster (and, where one is named, of its node group), or null.</summary>
    public Message? Contradicts(string cluster, string? nodeGroup)
    {
        var named = s_clusterTags.Select(tag => Tags.GetValueOrDefault(tag)).OfType<string>().ToArray();
        if (named.FirstOrDefault(name => name != cluster) is { } other)
            return new Message("no-puller.instance-of-other-cluster", ("instance", Id), ("cluster", other));
        if (named.Length == 0 && !Tags.ContainsKey($"kubernetes.io/cluster/{cluster}"))
            return new Message("no-puller.instance-without-cluster-tag", ("instance", Id), ("cluster", cluster));
        var tagged = Tags.GetValueOrDefault("eks:nodegroup-name");
        if (nodeGroup is null || tagged == nodeGroup)
            return null;
        return tagged is null
            ? new Message("no-puller.instance-of-no-node-group", ("nodeGroup", nodeGroup), ("instance", Id))
            : new Message("no-puller.instance-of-other-node-group", ("nodeGroup", nodeGroup), ("instance", Id), ("tagged", tagged));
    }
}
