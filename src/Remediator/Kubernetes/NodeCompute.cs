using k8s.Models;

namespace Remediator.Kubernetes;

/// <summary>What a pod runs on, by its Node object: the provider id and the labels that EKS and Karpenter set.</summary>
internal static class NodeCompute
{
    private const string NodeGroupLabel = "eks.amazonaws.com/nodegroup";
    private const string ComputeTypeLabel = "eks.amazonaws.com/compute-type";
    private const string NodeClassLabel = "eks.amazonaws.com/nodeclass";
    private const string FargateProfileLabel = "eks.amazonaws.com/fargate-profile";

    public static Compute Of(V1Node node, Pod pod)
    {
        var labels = node.Metadata.Labels ?? new Dictionary<string, string>();
        return (labels.TryGetValue(ComputeTypeLabel, out var type) ? type : null, InstanceOf(node.Spec?.ProviderID)) switch
        {
            ("hybrid", _) => new Compute.Hybrid(node.Metadata.Name),
            // EKS gives the node its name; a label alone does not make it Fargate
            ("fargate", null) when node.Metadata.Name.StartsWith("fargate-", StringComparison.Ordinal) => Fargate(pod),
            ("auto", { } instance) => new Compute.AutoMode(instance, NodeClassOf(labels)),
            (_, var instance) when labels.TryGetValue(NodeGroupLabel, out var group) => new Compute.NodeGroup(group, instance),
            (_, { } instance) => new Compute.Instance(instance),
            _ => new Compute.Unknown(new Message("gap.node.no-group", ("node", node.Metadata.Name))),
        };
    }

    private static string NodeClassOf(IDictionary<string, string> labels) =>
        labels.TryGetValue(NodeClassLabel, out var nodeClass) ? nodeClass : Compute.AutoMode.OwnNodeClass;

    private static Compute.Fargate Fargate(Pod pod)
    {
        var labels = pod.Metadata.Labels ?? [];
        return new(pod.Label(FargateProfileLabel), pod.Metadata.Namespace, labels.AsReadOnly());
    }

    /// <summary><c>aws:///us-west-2a/i-0123456789abcdef0</c> → the instance id.</summary>
    private static string? InstanceOf(string? providerId) =>
        providerId?.Split('/') is ["aws:", .., { } last] && last.StartsWith("i-", StringComparison.Ordinal) ? last : null;
}
