namespace Remediator.Core;

/// <summary>What owns a pod, as people name it: <c>Deployment/ui-private</c>; a pod without an owner is <c>Pod/name</c>.</summary>
public sealed record Workload(string Kind, string Name)
{
    public override string ToString() => $"{Kind}/{Name}";
}
