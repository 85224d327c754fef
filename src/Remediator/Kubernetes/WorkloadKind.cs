namespace Remediator.Kubernetes;

/// <summary>A kind of workload that makes pods, and where the API server has it.</summary>
public sealed record WorkloadKind(string Name, string Group, string Plural)
{
    private static readonly WorkloadKind s_cronJob = new("CronJob", "apis/batch/v1", "cronjobs");

    public static WorkloadKind ReplicaSet { get; } = new("ReplicaSet", "apis/apps/v1", "replicasets");

    /// <summary>Those that replace their pods when their template changes.</summary>
    public static IReadOnlyList<WorkloadKind> WithRollout { get; } =
    [
        new("Deployment", "apis/apps/v1", "deployments"),
        new("StatefulSet", "apis/apps/v1", "statefulsets"),
        new("DaemonSet", "apis/apps/v1", "daemonsets"),
    ];

    /// <summary>Those whose template says what they will pull. That of a ReplicaSet or Job is mostly its owner's.</summary>
    public static IReadOnlyList<WorkloadKind> WithTemplate { get; } = [.. WithRollout, s_cronJob];

    /// <summary>Those that this program may read one by one.</summary>
    public static IReadOnlyList<WorkloadKind> Readable { get; } = [.. WithRollout, ReplicaSet];

    public static IReadOnlyList<WorkloadKind> All { get; } =
        [.. WithRollout, ReplicaSet, s_cronJob, new("Job", "apis/batch/v1", "jobs")];

    /// <summary>As objects of the kind name it: <c>apps/v1</c>.</summary>
    public string ApiVersion => Group["apis/".Length..];

    public string PathOf(string ns, string name) =>
        $"/{Group}/namespaces/{Uri.EscapeDataString(ns)}/{Plural}/{Uri.EscapeDataString(name)}";
}
