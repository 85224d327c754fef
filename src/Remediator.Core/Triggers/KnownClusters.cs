using Remediator.Core.Failures;

namespace Remediator.Core.Triggers;

/// <summary>
/// The clusters that events naming none are about and, where any is listed, the only ones that an event is believed about.
/// </summary>
/// <param name="Region">The function's own.</param>
/// <param name="Spokes">The other accounts that a role is assumed in.</param>
public sealed record KnownClusters(string Region, IReadOnlyList<ListedCluster> Listed, IReadOnlyList<string> Spokes)
{
    /// <summary>Those that are spelled out, whole.</summary>
    /// <param name="ownAccount">The account of entries that name none.</param>
    public IReadOnlyList<Scope> Literal(string ownAccount) =>
        [.. Listed.Where(entry => !entry.IsPattern).SelectMany(entry => ScopesOf(entry, ownAccount)).Distinct()];

    /// <summary>The patterns, each once in an account and region: <see cref="Scope.IsPattern"/>.</summary>
    public IReadOnlyList<Scope> Patterns(string ownAccount) =>
        [.. Listed.Where(entry => entry.IsPattern).SelectMany(entry => ScopesOf(entry, ownAccount)).Distinct()];

    /// <summary>The clusters of a pattern, whole.</summary>
    /// <param name="names">All clusters that there are in its account and region.</param>
    public static IEnumerable<Scope> Matching(Scope pattern, IEnumerable<string> names) =>
        names.Where(name => Wildcard.Matches(pattern.Cluster, name)).Select(name => pattern with { Cluster = name });

    /// <summary>The cluster of that name that is spelled out, else the one in the function's own region; whole.</summary>
    public Scope Named(string cluster, string ownAccount) => Literal(ownAccount).FirstOrDefault(scope => scope.Cluster == cluster)
        ?? new Scope(ownAccount, Region, cluster, null, null, null);

    /// <summary>An event may come from our own account and from that of a listed cluster.</summary>
    public bool Believes(string account, string ownAccount) =>
        account == ownAccount || Listed.Any(entry => AccountsOf(entry, ownAccount).Contains(account));

    /// <summary>
    /// Why an event about this scope is not believed, or null: of a cluster that only a pattern matches, EKS has to say that it is there.
    /// </summary>
    public Message? WhyNot(Scope scope, string ownAccount) =>
        !Believes(scope.Account, ownAccount) ? Foreign(scope.Account, ownAccount)
        : Listed.Count == 0 ? scope.Region == Region ? null : new Message("foreign.region", ("region", scope.Region), ("own", Region))
        : Literal(ownAccount).Any(scope.IsIn) || Patterns(ownAccount).Any(pattern => IsOf(pattern, scope)) ? null
        : new Message("foreign.not-listed", ("cluster", scope.Cluster), ("region", scope.Region), ("account", scope.Account));

    /// <summary>Why an event from an account that is not believed is not.</summary>
    public static Message Foreign(string account, string ownAccount) => new("foreign.account", ("account", account), ("own", ownAccount));

    /// <summary>Only a pattern speaks for it.</summary>
    public bool IsByPattern(Scope scope, string ownAccount) => Listed.Count > 0 && !Literal(ownAccount).Any(scope.IsIn);

    private static bool IsOf(Scope pattern, Scope scope) =>
        pattern.Place == scope.Place && Wildcard.Matches(pattern.Cluster, scope.Cluster);

    private IEnumerable<Scope> ScopesOf(ListedCluster entry, string ownAccount) => AccountsOf(entry, ownAccount)
        .Select(account => new Scope(account, entry.Region ?? Region, entry.Name, null, null, null));

    private IEnumerable<string> AccountsOf(ListedCluster entry, string ownAccount) => entry.Account switch
    {
        null => [ownAccount],
        ListedCluster.EveryAccount => Spokes.Prepend(ownAccount),
        { } account => [account],
    };
}
