using Remediator.Core.Images;

namespace Remediator.Core.Failures;

/// <summary>What to look at: a cluster, down to a namespace, a workload or one pod where the event knows them.</summary>
/// <param name="Workload">The workload's name without its kind, as Container Insights reports it in <c>PodName</c>: <see
/// cref="Remediator.Core.Failures.Workload.IsCalled"/>.</param>
public sealed record Scope(string Account, string Region, string Cluster, string? Namespace, string? Workload, string? Pod)
{
    public Place Place => new(Account, Region);

    /// <summary>It stands for the clusters that EKS lists there and a pattern of CLUSTERS matches; no name of a cluster is one.</summary>
    public bool IsPattern => Wildcard.IsIn(Cluster);

    public bool IsWholeCluster => this == OfWholeCluster();

    // a property of the type itself would be printed within itself
    public Scope OfWholeCluster() => this with { Namespace = null, Workload = null, Pod = null };

    /// <summary>
    /// Where a repository of the image's name may have been meant to be: in the cluster's own account or region, never where the image says
    /// it is, nor in another account of AWS, which only AWS can read.
    /// </summary>
    public IReadOnlyList<Place> PlacesInsteadOf(ImageReference.Ecr image) =>
    [
        .. new[] { Account, image.Registry.Account }
            .SelectMany(account => new[] { Region, image.Registry.Region }.Select(region => new Place(account, region)))
            .Distinct()
            .Where(place => place != image.Registry.Place
                && (place.Account == Account || !AddOnRegistries.IsOfAws(place.Account))),
    ];

    /// <summary>The same cluster.</summary>
    public bool IsIn(Scope other) => (Account, Region, Cluster) == (other.Account, other.Region, other.Cluster);

    /// <summary>A look at this scope sees that pod's workload.</summary>
    public bool Holds(FailingPod pod) =>
        (Namespace is null || Namespace == pod.Namespace) && (Workload is null || pod.Workload.IsCalled(Workload, pod.Name))
            && (Pod is null || Pod == pod.Name);
}
