namespace Remediator.Cli.Diagnose;

/// <summary>No pod waits for its image. The number of pods shows how much that says.</summary>
/// <param name="Pods">Pods in the namespace, or those of the workload.</param>
internal sealed record NoWaitingPods(string Namespace, string? Workload, int Pods)
{
    public Message Says => Workload is null
        ? new Message("cli.diagnosis.no-pod", ("namespace", Namespace), ("count", Pods))
        : new Message("cli.diagnosis.no-pod-of-workload", ("workload", Workload), ("namespace", Namespace), ("count", Pods));
}
