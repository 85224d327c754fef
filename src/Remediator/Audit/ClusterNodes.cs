using Remediator.Aws;
using Remediator.Core.Audit;
using Remediator.Core.Facts;
using Remediator.Core.Network;
using Remediator.Kubernetes;

namespace Remediator.Audit;

/// <summary>A node with what decides who pulls on it and which pods it takes; the compute is null on Fargate, where the pod says
/// it.</summary>
internal sealed record AuditNode(NodeTraits Traits, Compute? Compute, Fact<NodeState> State)
{
    public Platform? Platform => (State as Fact<NodeState>.Known)?.Value.Platform;

    /// <summary>An identity on a platform. Instances that could not be read are one: who pulls is not known on any of them.</summary>
    public (string?, Platform?) Kind => (Compute is Compute.Instance && Instance?.Gap is not null ? "" : Compute?.GroupKey, Platform);

    /// <summary>The instance beneath, where it was needed to find out whose profile it has.</summary>
    public Fact<NodeInstance?>? Instance { get; init; }
}

/// <summary>The nodes of a cluster, listed once, and its node groups that have none now.</summary>
internal sealed class ClusterNodes(IReadOnlyList<AuditNode> nodes)
{
    private readonly Dictionary<string, AuditNode> _byName =
        nodes.Where(node => !node.Traits.AreExpected).ToDictionary(node => node.Traits.Name);
    private readonly Dictionary<Placement, IReadOnlyList<AuditNode>> _fitting = [];
    private readonly Dictionary<(Placement, string), IReadOnlyList<Platform>> _platforms = [];

    /// <summary>One node of each kind that a template without demands on labels can tell apart.</summary>
    private readonly AuditNode[] _kinds = [.. nodes.DistinctBy(node => (node.Kind,
        string.Join(',', node.Traits.Taints.Where(taint => taint.IsLasting))))];

    /// <summary>Why it is not known which node groups have no node; null where it is.</summary>
    public Message? GroupsGap { get; private init; }

    public static async Task<ClusterNodes> ReadAsync(
        Cluster cluster, Scope scope, InstanceReads instances, EmptyNodeGroups groups, CancellationToken cancelled)
    {
        var read = await cluster.FromNodesAsync<AuditNode>(
            node => [new(TraitsOf(node), NodeCompute.Of(node), NodeStates.Of(node))], cancelled);
        var described = await instances.DescribeAsync(
            scope.Place, read.Select(node => node.Compute).OfType<Compute.Instance>().Select(one => one.InstanceId), cancelled);
        var withNodes = read.Select(node => node.Compute).OfType<Compute.NodeGroup>().Select(group => group.Name).ToHashSet();
        var empty = await groups.ReadAsync(scope, withNodes, cancelled);
        var known = (empty as Fact<IReadOnlyList<AuditNode>>.Known)?.Value ?? [];
        return new([.. read.Select(node => WithProfile(node, described)), .. known]) { GroupsGap = empty.Gap };
    }

    public AuditNode? Named(string name) => _byName.GetValueOrDefault(name);

    /// <summary>One node of each kind that may run the pods of a template; a kind is an identity on a platform.</summary>
    public IReadOnlyList<AuditNode> Fitting(Placement placement)
    {
        if (!_fitting.TryGetValue(placement, out var fitting))
            _fitting[placement] = fitting =
            [
                .. (placement.AsksForLabels ? nodes : _kinds).Where(node => node.Compute is not null && placement.Allows(node.Traits))
                    .DistinctBy(node => node.Kind),
            ];
        return fitting;
    }

    /// <summary>The platforms of the nodes of a kind that may run the pods of a template.</summary>
    public IReadOnlyList<Platform> PlatformsOf(Placement placement, string kind)
    {
        if (!_platforms.TryGetValue((placement, kind), out var platforms))
            _platforms[(placement, kind)] = platforms =
            [
                .. Fitting(placement).Where(node => node.Compute!.GroupKey == kind)
                    .Select(node => node.Platform).OfType<Platform>().Distinct(),
            ];
        return platforms;
    }

    private static AuditNode WithProfile(AuditNode node, IReadOnlyDictionary<string, Fact<NodeInstance?>> described) =>
        node.Compute is Compute.Instance one && described.TryGetValue(one.InstanceId, out var fact)
            ? node with { Compute = one with { Profile = fact.ValueOrNull()?.Profile }, Instance = fact }
            : node;

    private static NodeTraits TraitsOf(NodeItem node) => new(node.Metadata.Name, node.Metadata.Labels ?? [],
        [.. (node.Spec?.Taints ?? []).Select(taint => new Taint(taint.Key ?? "", taint.Value ?? "", taint.Effect ?? ""))]);
}
