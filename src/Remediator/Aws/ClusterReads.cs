using Amazon.EKS.Model;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Gather;
using Remediator.Runtime;

namespace Remediator.Aws;

/// <summary>What EKS tells of a cluster: where it is, its VPC, the role of its Auto Mode nodes. Kept for <see cref="KeptFor"/>.</summary>
public sealed class ClusterReads(AwsAccess aws, TimeProvider clock)
{
    /// <summary>A role is told from it, so no longer than the role's own policies are kept.</summary>
    public static readonly TimeSpan KeptFor = RoleReads.KeptFor;

    private readonly TtlCache<(Place Place, string Cluster), Cluster?> described = new(KeptFor, clock);

    public Task<Cluster?> DescribeAsync(Scope scope, CancellationToken cancelled) => described.GetAsync((scope.Place, scope.Cluster),
        async () => (await aws.Eks(scope.Place).DescribeClusterAsync(new DescribeClusterRequest { Name = scope.Cluster }, CancellationToken.None)).Cluster, cancelled);
}
