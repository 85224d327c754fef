namespace Remediator.Core.Failures;

/// <summary>One pod with a container that waits for its image.</summary>
public sealed record FailingPod(string Namespace, string Name, string Uid, Workload Workload, string Container, string? Node)
{
    public ContainerKind Kind { get; init; }

    /// <summary>The image volume whose image the container waits for; null where it is its own.</summary>
    public string? Volume { get; init; }

    /// <summary>Of what made the pod: its ReplicaSet, StatefulSet, Job; null where there is none, or it was not remembered.</summary>
    public string? ControllerUid { get; init; }

    /// <summary>The image that it waits for; null where it was not remembered, and then it is the failure's.</summary>
    public string? Image { get; init; }
}

/// <summary>What owns a pod, as people name it: <c>Deployment/ui-private</c>; a pod without an owner is <c>Pod/name</c>.</summary>
public sealed record Workload(string Kind, string Name)
{
    /// <summary>
    /// Whether Container Insights calls this workload so in <c>PodName</c> when it speaks of that pod: by its own name, a CronJob's Jobs by
    /// the CronJob's, and the pods of a StatefulSet by theirs.
    /// </summary>
    public bool IsCalled(string name, string pod) => name == Name || name == pod || name == ScheduledBy;

    /// <summary>The CronJob that made this Job, by its name; null for any other workload.</summary>
    public string? ScheduledBy => Kind == "Job" ? Scheduled(Name) : null;

    /// <summary>A CronJob's Jobs are called by its name and the minute they were scheduled for, counted from 1970.</summary>
    private static string? Scheduled(string job) =>
        job.LastIndexOf('-') is > 0 and var dash && job.Length - dash > 8 && job.AsSpan(dash + 1).IndexOfAnyExceptInRange('0', '9') < 0
            ? job[..dash]
            : null;

    public override string ToString() => $"{Kind}/{Name}";
}
