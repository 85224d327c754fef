using Remediator.Core.Audit;
using Remediator.Kubernetes;

namespace Remediator.Audit;

/// <summary>A workload's template: what its pods would pull, as whom, and where they may run.</summary>
internal sealed record Template(string Namespace, Workload Workload, IReadOnlyList<(ImageReference.Ecr Image, SpecifiedImage For)> Images)
{
    /// <summary>https://docs.aws.amazon.com/eks/latest/userguide/eks-compute.html</summary>
    private static readonly Core.Facts.Platform s_ofFargate = new("linux", "amd64");

    public required Placement Placement { get; init; }

    public required (string Namespace, string Name) ServiceAccount { get; init; }

    public required IReadOnlyList<string> Secrets { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>One of its pods, for the selectors of Fargate profiles.</summary>
    public Compute.Fargate AsFargatePod =>
        new(Labels.TryGetValue(NodeCompute.FargateProfileLabel, out var profile) ? profile : null, Namespace, Labels);

    public static IEnumerable<Template> Of(WorkloadKind kind, WorkloadItem item, PodUses uses)
    {
        if (item is not { Metadata: { DeletionTimestamp: null } metadata, Pods: { Spec: { } spec } template })
            yield break;
        (ImageReference.Ecr, SpecifiedImage)[] images = [.. uses.ImagesOf(spec)];
        if (images.Length > 0)
            yield return new(metadata.Namespace, new Workload(kind.Name, metadata.Name), images)
            {
                Placement = Placements.Of(spec),
                ServiceAccount = PodIdentity.ServiceAccountOf(metadata.Namespace, spec),
                Secrets = PodIdentity.SecretsOf(spec),
                Labels = template.Metadata?.Labels ?? [],
            };
    }

    /// <summary>The uses of an image that no pod makes now, one for each kind of node that may run it.</summary>
    /// <param name="gap">Why there are no nodes to choose from; null where they were listed.</param>
    /// <param name="fargate">Its pods, where a Fargate profile takes them.</param>
    /// <param name="here">The kinds of nodes on which its pods run now; their next pull may be on another.</param>
    public IEnumerable<UseAtom> UsesOf((ImageReference.Ecr Image, SpecifiedImage For) one, ClusterNodes? nodes, Message? gap,
        Compute.Fargate? fargate, IReadOnlySet<string> here)
    {
        var all = fargate is not null ? [AtomOf(one, fargate) with { MayRunOn = [s_ofFargate] }]
            : nodes?.Fitting(Placement) is { Count: > 0 } fitting ? fitting.Select(node => OnNode(one, node, nodes))
            // where its pods run is known, and where else they may is not asked twice
            : here.Count > 0 ? []
            : [AtomOf(one, new Compute.Unknown(gap ?? new Message("audit.no-node-fits")))];
        return all.Where(atom => !here.Contains(atom.Compute.GroupKey)).Select(atom => atom with { RunsElsewhere = here.Count > 0 });
    }

    private UseAtom OnNode((ImageReference.Ecr Image, SpecifiedImage For) one, AuditNode node, ClusterNodes nodes) =>
        AtomOf(one, node.Compute!) with
        {
            Instance = node.Instance,
            MayRunOn = nodes.PlatformsOf(Placement, node.Compute!.GroupKey),
        };

    private UseAtom AtomOf((ImageReference.Ecr Image, SpecifiedImage For) one, Compute compute) =>
        new(one.Image, one.For, Namespace, Workload, compute) { ServiceAccount = ServiceAccount, Secrets = Secrets };
}

/// <summary>A template's demands on nodes as values of the core.</summary>
internal static class Placements
{
    public static Placement Of(TemplateSpec spec) => new(
        spec.NodeSelector ?? [],
        [.. (spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms ?? []).Select(TermOf)],
        [.. (spec.Tolerations ?? []).Select(one => new Toleration(one.Key, one.Operator ?? "Equal", one.Value ?? "", one.Effect))]);

    private static IReadOnlyList<NodeDemand> TermOf(NodeSelectorTermItem term) =>
        [.. ((IEnumerable<NodeRequirementItem>)[.. term.MatchExpressions ?? [], .. term.MatchFields ?? []])
            .Select(demand => new NodeDemand(demand.Key ?? "", demand.Operator ?? "", demand.Values ?? []))];
}
