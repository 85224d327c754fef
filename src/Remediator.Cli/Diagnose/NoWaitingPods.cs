namespace Remediator.Cli.Diagnose;

/// <summary>No pod that was looked at waits for its image; a misspelt name shows in how few they were.</summary>
/// <param name="Pods">How many the namespace has, or how many of them are named after the workload.</param>
internal sealed record NoWaitingPods(string Namespace, string? Workload, int Pods)
{
    public override string ToString() => Workload is null
        ? $"no pod in namespace \"{Namespace}\" waits for an image; {Count} there"
        : $"no pod of workload \"{Workload}\" waits for an image; {Count} named after it in namespace \"{Namespace}\"";

    private string Count => Pods == 1 ? "1 pod is" : $"{Pods} pods are";
}
