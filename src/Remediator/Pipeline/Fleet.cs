using Remediator.Core.Triggers;
using Remediator.Kubernetes;
using Remediator.Scan;

namespace Remediator.Pipeline;

/// <summary>The known clusters as they are now: the patterns among them are matched against what EKS lists.</summary>
public sealed class Fleet(KnownClusters known, ClusterNames names)
{
    public bool IsEmpty => known.Listed.Count == 0;

    /// <inheritdoc cref="KnownClusters.Believes"/>
    public bool Believes(string account, string ownAccount) => known.Believes(account, ownAccount);

    /// <summary>Why an event about this scope is not believed whatever EKS lists, or null.</summary>
    public Message? WhyNot(Scope scope, string ownAccount) => known.WhyNot(scope, ownAccount);

    /// <summary>The cluster of that name as far as it is known without a call, for who we are.</summary>
    public Scope Spelled(string cluster) => known.Named(cluster, "");

    /// <summary>Why an event about this scope is not believed, or null.</summary>
    /// <exception cref="ClusterUnreachableException">Only a pattern speaks for the cluster, and EKS may not be asked.</exception>
    /// <exception cref="RemoteFailureException">As above, and EKS did not answer.</exception>
    public async Task<Message?> WhyNotAsync(Scope scope, string ownAccount, CancellationToken cancelled) =>
        known.WhyNot(scope, ownAccount) is { } foreign ? foreign
        : !known.IsByPattern(scope, ownAccount) || (await names.InAsync(scope.Place, cancelled)).Contains(scope.Cluster) ? null
        : new Message("foreign.not-in-eks", ("cluster", scope.Cluster), ("region", scope.Region), ("account", scope.Account));

    /// <summary>The cluster of that name: one that is spelled out, else one that a pattern matches, else one of our own region.</summary>
    public async Task<Scope> NamedAsync(string cluster, string ownAccount, CancellationToken cancelled)
    {
        if (known.Literal(ownAccount).FirstOrDefault(scope => scope.Cluster == cluster) is { } spelled)
            return spelled;
        var patterns = known.Patterns(ownAccount).Where(pattern => KnownClusters.Matching(pattern, [cluster]).Any());
        var lists = await ListedAsync(patterns, cancelled);
        return lists.SelectMany(list => list.Clusters).FirstOrDefault(scope => scope.Cluster == cluster)
            ?? (lists.FirstOrDefault(list => list.Failure is not null)?.Failure is { } failure ? throw failure
                : known.Named(cluster, ownAccount));
    }

    /// <summary>
    /// A look at each cluster, and one at each pattern: whoever follows the latter learns whether there may be more clusters than these.
    /// </summary>
    public async Task<IReadOnlyList<ClusterLook>> LooksAsync(string ownAccount, CancellationToken cancelled)
    {
        var lists = await ListedAsync(known.Patterns(ownAccount), cancelled);
        return
        [
            .. known.Literal(ownAccount).Concat(lists.SelectMany(list => list.Clusters)).Distinct().Select(scope => new ClusterLook(scope)),
            .. lists.Select(list => new ClusterLook(list.Pattern) { NotListed = list.Failure }),
        ];
    }

    private sealed record PatternList(Scope Pattern, IReadOnlyList<Scope> Clusters, Exception? Failure);

    private Task<PatternList[]> ListedAsync(IEnumerable<Scope> patterns, CancellationToken cancelled) =>
        Bounded.SelectAsync(patterns, SideBySide.AtOnce, async pattern =>
        {
            try
            {
                var all = await names.InAsync(pattern.Place, cancelled);
                return new PatternList(pattern, [.. KnownClusters.Matching(pattern, all.Order(StringComparer.Ordinal))], null);
            }
            catch (Exception e) when (e is ClusterUnreachableException or RemoteFailureException)
            {
                return new PatternList(pattern, [], e);
            }
        });
}
