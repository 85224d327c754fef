using Amazon.EKS.Model;
using Remediator.Aws;

namespace Remediator.Kubernetes;

/// <summary>Which clusters there are in an account and region, as EKS lists them; kept for <see cref="KeptFor"/>.</summary>
public sealed class ClusterNames(AwsAccess aws, TimeProvider clock)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    private readonly TtlCache<Place, IReadOnlySet<string>> _listed = new(KeptFor, clock);

    /// <exception cref="ClusterUnreachableException">They may not be listed; trying again will not help.</exception>
    /// <exception cref="RemoteFailureException">EKS did not answer; trying again may help.</exception>
    public Task<IReadOnlySet<string>> InAsync(Place place, CancellationToken cancelled) =>
        _listed.GetAsync(place, () => ReadAsync(place), cancelled);

    private async Task<IReadOnlySet<string>> ReadAsync(Place place)
    {
        try
        {
            var names = await Pages.AllAsync(
                token => aws.Eks(place).ListClustersAsync(new ListClustersRequest { NextToken = token }, CancellationToken.None),
                page => (page.Clusters, page.NextToken));
            return names.ToHashSet(StringComparer.Ordinal);
        }
        catch (Exception e) when (AwsFailure.IsDenied(e))
        {
            throw new ClusterUnreachableException(AwsFailure.Why(e, "eks:ListClusters"));
        }
        catch (Exception e) when (AwsFailure.IsExpected(e, CancellationToken.None))
        {
            throw new RemoteFailureException(AwsFailure.Why(e, "eks:ListClusters"), e);
        }
    }
}
