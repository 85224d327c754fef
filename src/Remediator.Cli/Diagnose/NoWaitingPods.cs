namespace Remediator.Cli.Diagnose;

/// <summary>No pod waits for its image. The number of pods shows whether a name was misspelt.</summary>
/// <param name="Pods">Pods in the namespace, or those whose name starts with the workload's.</param>
internal sealed record NoWaitingPods(string Namespace, string? Workload, int Pods)
{
    public override string ToString() => Workload is null
        ? $"no pod in namespace \"{Namespace}\" waits for an image; {Count} there"
        : $"no pod of workload \"{Workload}\" waits for an image; {Count} named after it in namespace \"{Namespace}\"";

    private string Count => Pods == 1 ? "1 pod is" : $"{Pods} pods are";
}
