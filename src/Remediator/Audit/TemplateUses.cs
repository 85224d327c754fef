using Remediator.Core.Audit;
using Remediator.Kubernetes;

namespace Remediator.Audit;

/// <summary>A workload's template: what its pods would pull, as whom, and where they may run.</summary>
internal sealed record Template(string Namespace, Workload Workload, IReadOnlyList<(ImageReference.Ecr Image, SpecifiedImage For)> Images)
{
    public required Placement Placement { get; init; }

    public required (string Namespace, string Name) ServiceAccount { get; init; }

    public required IReadOnlyList<string> Secrets { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

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
    public IEnumerable<UseAtom> UsesOf(
        (ImageReference.Ecr Image, SpecifiedImage For) one, ClusterNodes? nodes, Message? gap, Compute.Fargate? fargate)
    {
        if (fargate is not null)
            return [AtomOf(one, fargate)];
        var fitting = nodes?.Fitting(Placement) ?? [];
        return fitting.Count == 0
            ? [AtomOf(one, new Compute.Unknown(gap ?? new Message("audit.no-node-fits")))]
            : fitting.Select(node => AtomOf(one, node.Compute!) with { Instance = node.Instance, MayRunOn = PlatformsOf(fitting) });
    }

    public static IReadOnlyList<Core.Facts.Platform> PlatformsOf(IEnumerable<AuditNode> nodes) =>
        [.. nodes.Select(node => node.Platform).OfType<Core.Facts.Platform>().Distinct()];

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
