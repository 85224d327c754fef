namespace Remediator.Kubernetes;

/// <summary>Which pods of a namespace are asked for, as the API server selects them.</summary>
/// <param name="Labels">Null where they are not selected by labels.</param>
/// <param name="Fields">Null where they are not selected by fields.</param>
internal sealed record PodSelector(string? Labels, string? Fields)
{
    /// <summary>Labels that tell the pods of one template, or one pod, from the others of a workload.</summary>
    private static readonly HashSet<string> s_passing = new(StringComparer.Ordinal)
    {
        "pod-template-hash", "controller-revision-hash", "pod-template-generation", "rollouts-pod-template-hash",
        "statefulset.kubernetes.io/pod-name", "apps.kubernetes.io/pod-index",
    };

    public string Query => string.Concat(
        Labels is null ? "" : $"&labelSelector={Uri.EscapeDataString(Labels)}",
        Fields is null ? "" : $"&fieldSelector={Uri.EscapeDataString(Fields)}");

    public static PodSelector Named(string pod) => new(null, $"metadata.name={pod}");

    /// <summary>A workload's own selector; null where it has none.</summary>
    public static PodSelector? Of(LabelSelector? selector)
    {
        string[] terms =
        [
            .. (selector?.MatchLabels ?? []).Select(label => $"{label.Key}={label.Value}"),
            .. (selector?.MatchExpressions ?? []).Select(TermOf),
        ];
        return terms.Length == 0 ? null : new(string.Join(',', terms), null);
    }

    /// <summary>What all these pods, and later ones of the same workload, have in common; null where that is nothing.</summary>
    public static PodSelector? Common(IReadOnlyCollection<Pod> pods)
    {
        if (pods.Count == 0)
            return null;
        var labels = pods.Select(pod => (pod.Metadata.Labels ?? []).Where(label => !s_passing.Contains(label.Key)));
        var common = labels.Aggregate((all, next) => all.Intersect(next)).Select(label => $"{label.Key}={label.Value}").ToArray();
        return common.Length == 0 ? null : new(string.Join(',', common), null);
    }

    private static string TermOf(SelectorTerm term) => term.Operator switch
    {
        "In" => $"{term.Key} in ({string.Join(',', term.Values ?? [])})",
        "NotIn" => $"{term.Key} notin ({string.Join(',', term.Values ?? [])})",
        "Exists" => term.Key,
        "DoesNotExist" => $"!{term.Key}",
        var other => throw new FormatException(
            $"a label selector has the operator \"{other}\": accepted are In, NotIn, Exists, DoesNotExist"),
    };
}
