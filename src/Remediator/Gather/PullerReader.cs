using Amazon.EKS.Model;
using Remediator.Aws;
using Remediator.Core.Facts;
using Remediator.Core.Network;
using Remediator.Core.Policies.Language;
using FargateProfile = Remediator.Core.Facts.FargateProfile;

namespace Remediator.Gather;

/// <summary>
/// Reads the pulling identity from EKS, EC2 and IAM; what the answers prove is decided in <see cref="PullerResolution"/>. The role of a
/// node group or a Fargate profile cannot be changed, only deleted with it, so it is kept like the rest of the answers.
/// </summary>
internal sealed class PullerReader(AwsAccess aws, ClusterReads clusters, InstanceReads instances, TimeProvider clock)
{
    private readonly TtlCache<(Place Place, string Cluster, string Group), RoleArn> _groups = new(InstanceReads.KeptFor, clock);
    private readonly TtlCache<(Place Place, string Cluster), FargateProfile[]> _fargates = new(InstanceReads.KeptFor, clock);

    /// <param name="instance">The instance beneath the node, which may still be being read.</param>
    public async Task<Fact<Puller>> ReadAsync(PullFailure failure, Task<Fact<NodeInstance?>> instance, CancellationToken cancelled) =>
        PullerResolution.OfPod(failure.Credentials)
            ?? PullerResolution.Unless(failure.Credentials, await OfNodeAsync(failure, instance, cancelled));

    private Task<Fact<Puller>> OfNodeAsync(
        PullFailure failure, Task<Fact<NodeInstance?>> instance, CancellationToken cancelled) => failure.Compute switch
        {
            Compute.NodeGroup group => NodeGroupAsync(failure.Scope, group, instance, cancelled),
            Compute.Instance one => InstanceAsync(failure.Scope, one, instance, cancelled),
            Compute.AutoMode auto => AutoModeAsync(failure.Scope, auto, instance, cancelled),
            Compute.Fargate fargate => FargateAsync(failure.Scope, fargate, cancelled),
            Compute.Hybrid hybrid => Task.FromResult(Fact.Gap<Puller>(new Message("gap.node.hybrid", ("node", hybrid.Node)))),
            Compute.Unknown unknown => Task.FromResult(Fact.Gap<Puller>(unknown.Why)),
            _ => Task.FromResult(Fact.Gap<Puller>(new Message("gap.node.unknown-kind"))),
        };

    private async Task<Fact<Puller>> NodeGroupAsync(
        Scope scope, Compute.NodeGroup group, Task<Fact<NodeInstance?>> instance, CancellationToken cancelled)
    {
        var role = await TryRead.FactAsync("eks:DescribeNodegroup",
            () => _groups.GetAsync((scope.Place, scope.Cluster, group.Name), () => RoleOfAsync(scope, group), cancelled), cancelled);
        return role is Fact<RoleArn>.Known { Value: var known }
            ? PullerResolution.OfNodeGroup(group, await instance, scope.Cluster, known)
            : Fact.Gap<Puller>(role.Gap!);
    }

    private async Task<RoleArn> RoleOfAsync(Scope scope, Compute.NodeGroup group)
    {
        var request = new DescribeNodegroupRequest { ClusterName = scope.Cluster, NodegroupName = group.Name };
        var answer = await aws.Eks(scope.Place).DescribeNodegroupAsync(request, CancellationToken.None);
        return RoleArn.Parse(answer.Nodegroup?.NodeRole ?? "");
    }

    private async Task<Fact<Puller>> InstanceAsync(
        Scope scope, Compute.Instance one, Task<Fact<NodeInstance?>> instance, CancellationToken cancelled)
    {
        var found = await instance;
        var role = await instances.RoleOfAsync(found, scope.Place, cancelled);
        return PullerResolution.OfInstance(one.InstanceId, found, scope.Cluster, role);
    }

    private async Task<Fact<Puller>> AutoModeAsync(
        Scope scope, Compute.AutoMode auto, Task<Fact<NodeInstance?>> instance, CancellationToken cancelled)
    {
        var ofCluster = TryRead.FactAsync("eks:DescribeCluster",
            async () => RoleOrNull((await clusters.DescribeAsync(scope, cancelled))?.ComputeConfig?.NodeRoleArn), cancelled);
        var found = await instance;
        var ofProfile = instances.RoleOfAsync(found, scope.Place, cancelled);
        return PullerResolution.OfAutoMode(auto, found, scope.Cluster, await ofCluster, await ofProfile);
    }

    private async Task<Fact<Puller>> FargateAsync(Scope scope, Compute.Fargate fargate, CancellationToken cancelled)
    {
        var profiles = await KeptProfilesAsync(scope, cancelled);
        return profiles is Fact<FargateProfile[]>.Known { Value: var known }
            ? PullerResolution.OfFargate(fargate, known)
            : Fact.Gap<Puller>(profiles.Gap!);
    }

    public Task<Fact<FargateProfile[]>> KeptProfilesAsync(Scope scope, CancellationToken cancelled) =>
        TryRead.FactAsync("eks:ListFargateProfiles, eks:DescribeFargateProfile",
            () => _fargates.GetAsync((scope.Place, scope.Cluster), () => ProfilesAsync(scope), cancelled), cancelled);

    private async Task<FargateProfile[]> ProfilesAsync(Scope scope)
    {
        var names = await Pages.AllAsync(
            token => aws.Eks(scope.Place).ListFargateProfilesAsync(
                new ListFargateProfilesRequest { ClusterName = scope.Cluster, NextToken = token }, CancellationToken.None),
            page => (page.FargateProfileNames, page.NextToken));
        return await Bounded.SelectAsync(names, name => ProfileAsync(scope, name));
    }

    private async Task<FargateProfile> ProfileAsync(Scope scope, string name)
    {
        var request = new DescribeFargateProfileRequest { ClusterName = scope.Cluster, FargateProfileName = name };
        var profile = (await aws.Eks(scope.Place).DescribeFargateProfileAsync(request, CancellationToken.None)).FargateProfile;
        return new FargateProfile(name, RoleArn.Parse(profile?.PodExecutionRoleArn ?? ""),
            [.. (profile?.Selectors ?? []).Select(selector => new FargateSelector(selector.Namespace ?? "", selector.Labels ?? []))]);
    }

    private static RoleArn? RoleOrNull(string? arn) => string.IsNullOrEmpty(arn) ? null : RoleArn.Parse(arn);
}
