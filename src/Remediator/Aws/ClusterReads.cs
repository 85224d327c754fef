using Amazon.EKS.Model;

namespace Remediator.Aws;

/// <summary>
/// A cluster as EKS describes it: its ARN and endpoint, its VPC, the role of its Auto Mode nodes. Kept for <see
/// cref="InstanceReads.KeptFor"/>.
/// </summary>
public sealed class ClusterReads(AwsAccess aws, TimeProvider clock)
{
    private readonly TtlCache<(Place Place, string Cluster), Cluster?> _described = new(InstanceReads.KeptFor, clock);

    public Task<Cluster?> DescribeAsync(Scope scope, CancellationToken cancelled) => _described.GetAsync(
        (scope.Place, scope.Cluster), () => ReadAsync(scope), cancelled);

    private async Task<Cluster?> ReadAsync(Scope scope)
    {
        var request = new DescribeClusterRequest { Name = scope.Cluster };
        return (await aws.Eks(scope.Place).DescribeClusterAsync(request, CancellationToken.None)).Cluster;
    }
}
