using System.Globalization;

namespace Remediator.Core.Audit;

/// <summary>What a node says of the pods that it takes, as far as a pod's template can answer.</summary>
public sealed record NodeTraits(string Name, IReadOnlyDictionary<string, string> Labels, IReadOnlyList<Taint> Taints)
{
    private static readonly string[] s_owners = ["kubernetes.io", "k8s.io", "k8s.aws", "amazonaws.com"];

    /// <summary>They are of nodes that are not there yet: such as zone and host are known when a node is.</summary>
    public bool AreExpected { get; init; }

    /// <summary>Kubernetes or AWS may give such a node this label.</summary>
    public bool MayGet(string label) => AreExpected && !Labels.ContainsKey(label)
        && label.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
        && s_owners.Any(owner => label[..slash] == owner || label[..slash].EndsWith($".{owner}", StringComparison.Ordinal));
}

/// <param name="Effect"><c>NoSchedule</c> and <c>NoExecute</c> keep pods away; others only advise.</param>
public sealed record Taint(string Key, string Value, string Effect)
{
    /// <summary>A node that is cordoned, not ready or under pressure is so for a while.</summary>
    public bool IsLasting => Effect is "NoSchedule" or "NoExecute"
        && !Key.StartsWith("node.kubernetes.io/", StringComparison.Ordinal)
        && !Key.StartsWith("node.cloudprovider.kubernetes.io/", StringComparison.Ordinal);
}

/// <param name="Key">Null tolerates every taint.</param>
public sealed record Toleration(string? Key, string Operator, string Value, string? Effect)
{
    public bool Covers(Taint taint) => (Effect is null || Effect == taint.Effect)
        && (Key is null || (Key == taint.Key && (Operator == "Exists" || Value == taint.Value)));
}

/// <summary>One demand on a node's labels: <c>In</c>, <c>NotIn</c>, <c>Exists</c>, <c>DoesNotExist</c>, <c>Gt</c>, <c>Lt</c>.</summary>
public sealed record NodeDemand(string Key, string Operator, IReadOnlyList<string> Values)
{
    /// <summary>An operator that is not known demands nothing, so that no node is left out for it.</summary>
    public bool IsMetBy(string? label) => Operator switch
    {
        "In" => label is not null && Values.Contains(label),
        "NotIn" => label is null || !Values.Contains(label),
        "Exists" => label is not null,
        "DoesNotExist" => label is null,
        "Gt" => Compared(label) > 0,
        "Lt" => Compared(label) < 0,
        _ => true,
    };

    private int Compared(string? label) => long.TryParse(label, CultureInfo.InvariantCulture, out var number)
        && Values is [var only] && long.TryParse(only, CultureInfo.InvariantCulture, out var bound) ? number.CompareTo(bound) : 0;
}

/// <summary>
/// Which nodes the pods of a template may run on, by its node selector, required node affinity and tolerations.
/// https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/
/// </summary>
/// <param name="Terms">A node has to meet all demands of one of them; none demands nothing.</param>
public sealed record Placement(
    IReadOnlyDictionary<string, string> Selector, IReadOnlyList<IReadOnlyList<NodeDemand>> Terms, IReadOnlyList<Toleration> Tolerations)
{
    /// <summary>The field that a term may name a node by.</summary>
    public const string NameField = "metadata.name";

    public bool AsksForLabels => Selector.Count > 0 || Terms.Count > 0;

    public bool Allows(NodeTraits node) =>
        Selector.All(wanted => node.MayGet(wanted.Key) || (node.Labels.TryGetValue(wanted.Key, out var label) && label == wanted.Value))
        && (Terms.Count == 0 || Terms.Any(term => term.All(demand => node.MayGet(demand.Key) || demand.IsMetBy(LabelOf(node, demand.Key)))))
        && node.Taints.Where(taint => taint.IsLasting).All(taint => Tolerations.Any(toleration => toleration.Covers(taint)));

    private static string? LabelOf(NodeTraits node, string key) =>
        key == NameField ? node.Name : node.Labels.TryGetValue(key, out var label) ? label : null;
}
