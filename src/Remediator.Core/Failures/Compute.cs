namespace Remediator.Core.Failures;

/// <summary>What the pod runs on, as the cluster's Node object describes it: it decides whose credentials pull the image.</summary>
public abstract record Compute
{
    private Compute() { }

    /// <summary>A node of a managed node group; the instance is null when the node has no EC2 provider id.</summary>
    public sealed record NodeGroup(string Name, string? InstanceId) : Compute
    {
        /// <summary>It is the group itself that is meant, which has no node now: there is none that could say something else.</summary>
        public bool IsEmpty { get; init; }
    }

    /// <summary>An EC2 instance that belongs to no managed node group: self-managed, or launched by Karpenter.</summary>
    public sealed record Instance(string InstanceId) : Compute
    {
        /// <summary>The ARN of its instance profile, where EC2 reported it: nodes that share one share a role.</summary>
        public string? Profile { get; init; }
    }

    /// <summary>A node of EKS Auto Mode, with the NodeClass it is labelled with.</summary>
    public sealed record AutoMode(string InstanceId, string NodeClass) : Compute
    {
        /// <summary>The NodeClass that EKS brings along; its role is the cluster's own node role.</summary>
        public const string OwnNodeClass = "default";
    }

    /// <summary>
    /// A Fargate pod, which is alone on its node; the profile is the pod's label, its labels are for the profile's selectors.
    /// </summary>
    public sealed record Fargate(string? Profile, string Namespace, IReadOnlyDictionary<string, string> PodLabels) : Compute;

    /// <summary>
    /// A machine outside AWS: its role comes from IAM Roles Anywhere or SSM, and nothing in AWS leads from the node to it.
    /// </summary>
    public sealed record Hybrid(string Node) : Compute;

    public sealed record Unknown(Message Why) : Compute;

    /// <summary>The EC2 instance beneath, or null.</summary>
    public string? Ec2Instance => this switch
    {
        NodeGroup group => group.InstanceId,
        Instance instance => instance.InstanceId,
        AutoMode auto => auto.InstanceId,
        _ => null,
    };

    /// <summary>What distinguishes pullers before IAM is asked: nodes of one group or one instance profile share a role.</summary>
    public string GroupKey => this switch
    {
        NodeGroup group => $"node group {group.Name}",
        Instance { Profile: { } profile } => $"instance profile {profile}",
        Instance instance => $"instance {instance.InstanceId}",
        AutoMode auto => $"auto mode {auto.NodeClass}",
        Fargate fargate => $"fargate {fargate.Namespace}/{fargate.Profile}",
        Hybrid => "hybrid",
        _ => "unknown",
    };
}
