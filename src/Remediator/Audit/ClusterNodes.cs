using Remediator.Aws;
using Remediator.Core.Audit;
using Remediator.Core.Facts;
using Remediator.Core.Network;
using Remediator.Kubernetes;

namespace Remediator.Audit;

/// <summary>A node with what decides who pulls on it and which pods it takes; the compute is null on Fargate, where the pod says
/// it.</summary>
internal sealed record AuditNode(NodeTraits Traits, Compute? Compute, Platform? Platform)
{
    /// <summary>The instance beneath, where it was needed to find out whose profile it has.</summary>
    public Fact<NodeInstance?>? Instance { get; init; }
}

/// <summary>The nodes of a cluster, listed once.</summary>
internal sealed class ClusterNodes(IReadOnlyList<AuditNode> nodes)
{
    private readonly Dictionary<string, AuditNode> _byName = nodes.ToDictionary(node => node.Traits.Name);
    private readonly Dictionary<Placement, IReadOnlyList<AuditNode>> _fitting = [];

    /// <summary>One node of each kind that a template without demands on labels can tell apart.</summary>
    private readonly AuditNode[] _kinds = [.. nodes.DistinctBy(node => (node.Compute?.GroupKey, node.Platform,
        string.Join(',', node.Traits.Taints.Where(taint => taint.IsLasting))))];

    public static async Task<ClusterNodes> ReadAsync(Cluster cluster, Scope scope, InstanceReads instances, CancellationToken cancelled)
    {
        var read = await cluster.FromNodesAsync<AuditNode>(
            node => [new(TraitsOf(node), NodeCompute.Of(node), PlatformOf(node))], cancelled);
        var described = await instances.DescribeAsync(
            scope.Place, read.Select(node => node.Compute).OfType<Compute.Instance>().Select(one => one.InstanceId), cancelled);
        return new([.. read.Select(node => WithProfile(node, described))]);
    }

    public AuditNode? Named(string name) => _byName.GetValueOrDefault(name);

    /// <summary>One node of each kind that may run the pods of a template; a kind is an identity on a platform.</summary>
    public IReadOnlyList<AuditNode> Fitting(Placement placement)
    {
        if (!_fitting.TryGetValue(placement, out var fitting))
            _fitting[placement] = fitting =
            [
                .. (placement.AsksForLabels ? nodes : _kinds).Where(node => node.Compute is not null && placement.Allows(node.Traits))
                    .DistinctBy(node => (node.Compute!.GroupKey, node.Platform)),
            ];
        return fitting;
    }

    private static AuditNode WithProfile(AuditNode node, IReadOnlyDictionary<string, Fact<NodeInstance?>> described) =>
        node.Compute is Compute.Instance one && described.TryGetValue(one.InstanceId, out var fact)
            ? node with { Compute = one with { Profile = fact.ValueOrNull()?.Profile }, Instance = fact }
            : node;

    private static NodeTraits TraitsOf(NodeItem node) => new(node.Metadata.Name, node.Metadata.Labels ?? [],
        [.. (node.Spec?.Taints ?? []).Select(taint => new Taint(taint.Key ?? "", taint.Value ?? "", taint.Effect ?? ""))]);

    private static Platform? PlatformOf(NodeItem node) =>
        node.Status?.NodeInfo is { OperatingSystem: { } os, Architecture: { } architecture } ? new(os, architecture) : null;
}
