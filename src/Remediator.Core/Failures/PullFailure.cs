namespace Remediator.Core;

/// <summary>
/// Pods that fail to pull the same way: one registry, region, repository, kind of puller and symptom.
/// The image and the text are the first pod's; the list is never empty.
/// </summary>
public sealed record PullFailure(
    Scope Scope,
    ImageReference Image,
    Symptom Symptom,
    string Text,
    Compute Compute,
    IReadOnlyList<FailingPod> Pods)
{
    public FailingPod First => Pods[0];

    /// <summary>Nothing fails yet: the pods run from their nodes' caches, and the symptom is what their next pull would show.</summary>
    public bool IsAhead { get; init; }

    /// <summary>Every workload that has failing pods, most pods first.</summary>
    public IReadOnlyList<AffectedWorkload> Workloads =>
    [
        .. Pods.GroupBy(pod => (pod.Namespace, pod.Workload))
            .Select(group => new AffectedWorkload(group.Key.Namespace, group.Key.Workload, group.DistinctBy(pod => pod.Uid).Count()))
            .OrderByDescending(affected => affected.Pods),
    ];
}

public sealed record AffectedWorkload(string Namespace, Workload Workload, int Pods);
