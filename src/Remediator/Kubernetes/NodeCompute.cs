namespace Remediator.Kubernetes;

/// <summary>What a pod runs on, by its Node object: the provider id and the labels that EKS and Karpenter set.</summary>
internal static class NodeCompute
{
    private const string NodeGroupLabel = "eks.amazonaws.com/nodegroup";
    private const string ComputeTypeLabel = "eks.amazonaws.com/compute-type";
    private const string NodeClassLabel = "eks.amazonaws.com/nodeclass";
    public const string FargateProfileLabel = "eks.amazonaws.com/fargate-profile";

    public static Compute Of(NodeItem node, Pod pod) =>
        Of(node.Metadata.Name, node.Metadata.Labels ?? [], node.Spec?.ProviderID, () => FargateOf(pod))!;

    /// <summary>Without a pod, on Fargate: null, since there the pod itself says who pulls.</summary>
    public static Compute? Of(NodeItem node) =>
        Of(node.Metadata.Name, node.Metadata.Labels ?? [], node.Spec?.ProviderID, () => null);

    private static Compute? Of(string node, Dictionary<string, string> labels, string? providerId, Func<Compute.Fargate?> onFargate) =>
        (labels.TryGetValue(ComputeTypeLabel, out var type) ? type : null, InstanceOf(providerId)) switch
        {
            ("hybrid", _) => new Compute.Hybrid(node),
            // EKS gives the node its name; a label alone does not make it Fargate
            ("fargate", null) when node.StartsWith("fargate-", StringComparison.Ordinal) => onFargate(),
            ("auto", { } instance) => new Compute.AutoMode(instance, NodeClassOf(labels)),
            (_, var instance) when labels.TryGetValue(NodeGroupLabel, out var group) => new Compute.NodeGroup(group, instance),
            (_, { } instance) => new Compute.Instance(instance),
            _ => new Compute.Unknown(new Message("gap.node.no-group", ("node", node))),
        };

    private static string NodeClassOf(Dictionary<string, string> labels) =>
        labels.TryGetValue(NodeClassLabel, out var nodeClass) ? nodeClass : Compute.AutoMode.OwnNodeClass;

    public static Compute.Fargate FargateOf(Pod pod)
    {
        var labels = pod.Metadata.Labels ?? [];
        return new(pod.Label(FargateProfileLabel), pod.Metadata.Namespace, labels.AsReadOnly());
    }

    /// <summary><c>aws:///us-west-2a/i-0123456789abcdef0</c> → the instance id.</summary>
    private static string? InstanceOf(string? providerId) =>
        providerId?.Split('/') is ["aws:", .., { } last] && last.StartsWith("i-", StringComparison.Ordinal) ? last : null;
}
