using Amazon.EKS.Model;
using Remediator.Aws;
using Remediator.Core.Audit;
using Remediator.Core.Facts;
using Taint = Remediator.Core.Audit.Taint;

namespace Remediator.Audit;

/// <summary>The managed node groups that have no node now, each as the nodes that it would get.</summary>
internal sealed class EmptyNodeGroups(AwsAccess aws)
{
    private static readonly Dictionary<string, string> s_effects = new()
    {
        ["NO_SCHEDULE"] = "NoSchedule",
        ["NO_EXECUTE"] = "NoExecute",
        ["PREFER_NO_SCHEDULE"] = "PreferNoSchedule",
    };

    /// <param name="withNodes">The groups of the nodes that are there.</param>
    public Task<Fact<IReadOnlyList<AuditNode>>> ReadAsync(Scope scope, IReadOnlySet<string> withNodes, CancellationToken cancelled) =>
        TryRead.FactAsync<IReadOnlyList<AuditNode>>("eks:ListNodegroups, eks:DescribeNodegroup", async () =>
        {
            var names = await Pages.AllAsync(
                token => aws.Eks(scope.Place).ListNodegroupsAsync(
                    new ListNodegroupsRequest { ClusterName = scope.Cluster, NextToken = token }, cancelled),
                page => (page.Nodegroups, page.NextToken));
            var found = await Bounded.SelectAsync(names.Where(name => !withNodes.Contains(name)), async name =>
                (await aws.Eks(scope.Place).DescribeNodegroupAsync(
                    new DescribeNodegroupRequest { ClusterName = scope.Cluster, NodegroupName = name }, cancelled)).Nodegroup);
            return [.. found.OfType<Nodegroup>().Where(group => group.NodegroupName is not null).Select(NodeOf)];
        }, cancelled);

    private static AuditNode NodeOf(Nodegroup group)
    {
        var platform = AmiPlatform.Of(group.AmiType?.Value ?? "");
        var labels = new Dictionary<string, string>(group.Labels ?? []) { ["eks.amazonaws.com/nodegroup"] = group.NodegroupName! };
        if (platform is not null)
            (labels["kubernetes.io/os"], labels["kubernetes.io/arch"]) = (platform.Os, platform.Architecture);
        if (group.InstanceTypes is [var only])
            labels["node.kubernetes.io/instance-type"] = only;
        return new(
            new NodeTraits(group.NodegroupName!, labels, [.. (group.Taints ?? []).Select(TaintOf)]) { AreExpected = true },
            new Compute.NodeGroup(group.NodegroupName!, null) { IsEmpty = true },
            platform is null ? Fact.Gap<NodeState>(new Message("gap.node.no-platform")) : Fact.Of(new NodeState(platform, false)));
    }

    private static Taint TaintOf(Amazon.EKS.Model.Taint taint) =>
        new(taint.Key ?? "", taint.Value ?? "", s_effects.GetValueOrDefault(taint.Effect?.Value ?? "", ""));
}
