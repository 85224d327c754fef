using Amazon.EKS.Model;
using Remediator.Aws;
using Remediator.Core;
using Remediator.Core.Policies;

namespace Remediator;

/// <summary>Who pulls, proved from the node: EKS's own answer for its node group.</summary>
internal sealed class PullerReader(AwsAccess aws)
{
    public Task<Fact<Puller>> ReadAsync(PullFailure failure, CancellationToken cancelled) => failure.Compute switch
    {
        Compute.NodeGroup group => NodeGroupAsync(failure.Scope, group, cancelled),
        Compute.Instance instance => Task.FromResult(Fact.Gap<Puller>(
            $"instance {instance.InstanceId} belongs to no managed node group, and this version does not look up instance profiles")),
        Compute.Unknown unknown => Task.FromResult(Fact.Gap<Puller>(unknown.Why)),
        _ => Task.FromResult(Fact.Gap<Puller>("the kind of node is not known")),
    };

    private Task<Fact<Puller>> NodeGroupAsync(Scope scope, Compute.NodeGroup group, CancellationToken cancelled) =>
        Asked.FactAsync("eks:DescribeNodegroup", async () =>
        {
            var answer = await aws.Eks(scope.Region).DescribeNodegroupAsync(
                new DescribeNodegroupRequest { ClusterName = scope.Cluster, NodegroupName = group.Name }, cancelled);
            return RoleArn.TryParse(answer.Nodegroup?.NodeRole, out var role)
                ? new Puller(role, $"node group {group.Name}", Proved: true, group.InstanceId)
                : throw new Amazon.Runtime.AmazonClientException($"node group {group.Name} names no role: \"{answer.Nodegroup?.NodeRole}\"");
        }, cancelled);
}
