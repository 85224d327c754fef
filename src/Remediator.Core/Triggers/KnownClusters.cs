using Remediator.Core.Failures;

namespace Remediator.Core.Triggers;

/// <summary>
/// The clusters that events naming none are about and, where any is listed, the only ones that an event is believed about.
/// </summary>
/// <param name="Region">The function's own.</param>
public sealed record KnownClusters(string Region, IReadOnlyList<ListedCluster> Listed)
{
    /// <summary>All of them, whole.</summary>
    /// <param name="ownAccount">The account of entries that name none.</param>
    public IReadOnlyList<Scope> All(string ownAccount) =>
        [.. Listed.Select(cluster => new Scope(cluster.Account ?? ownAccount, cluster.Region ?? Region, cluster.Name, null, null, null))
            .Distinct()];

    /// <summary>The listed cluster of that name, else the one in the function's own region; whole.</summary>
    public Scope Named(string cluster, string ownAccount) =>
        All(ownAccount).FirstOrDefault(scope => scope.Cluster == cluster) ?? new Scope(ownAccount, Region, cluster, null, null, null);

    /// <summary>An event may come from our own account and from that of a listed cluster.</summary>
    public bool Believes(string account, string ownAccount) => account == ownAccount || Listed.Any(cluster => cluster.Account == account);

    /// <summary>Why an event about this scope is not believed, or null.</summary>
    public string? WhyNot(Scope scope, string ownAccount) =>
        !Believes(scope.Account, ownAccount) ? $"account {scope.Account} is not ours ({ownAccount})"
        : Listed.Count == 0 ? scope.Region == Region ? null : $"region {scope.Region} is not ours ({Region})"
        : All(ownAccount).Contains(scope with { Namespace = null, Workload = null, Pod = null }) ? null
        : $"CLUSTERS does not list cluster {scope.Cluster} of region {scope.Region}, account {scope.Account}";
}
