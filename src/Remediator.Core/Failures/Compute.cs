namespace Remediator.Core;

/// <summary>What the pod runs on, as the cluster's Node object tells it: it decides whose credentials pull the image.</summary>
public abstract record Compute
{
    private Compute() { }

    /// <summary>A node of a managed node group; the instance is null when the node has no EC2 provider id.</summary>
    public sealed record NodeGroup(string Name, string? InstanceId) : Compute;

    /// <summary>An EC2 instance that belongs to no managed node group.</summary>
    public sealed record Instance(string InstanceId) : Compute;

    public sealed record Unknown(string Why) : Compute;

    /// <summary>What tells pullers apart before anything is asked: nodes of one group share a role.</summary>
    public string GroupKey => this switch
    {
        NodeGroup group => $"node group {group.Name}",
        Instance instance => $"instance {instance.InstanceId}",
        _ => "unknown",
    };
}
