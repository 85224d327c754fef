using Remediator.Aws;
using Remediator.Core.Incidents;
using Remediator.Core.Triggers;
using Remediator.Gate;
using Remediator.Kubernetes;
using Remediator.Scan;

namespace Remediator.Pipeline;

/// <summary>What a trigger points at, as far as it is believed.</summary>
public abstract record ResolvedScope
{
    private ResolvedScope() { }

    public sealed record Ignored(Message Why) : ResolvedScope
    {
        /// <summary>There is nowhere to look, but what the event says is true, and counts for the next finding.</summary>
        public bool IsBelieved { get; init; }
    }

    /// <param name="Walks">Handled side by side, each to its own end.</param>
    /// <param name="Decision">What a person decided; null where nobody has.</param>
    public sealed record Looks(IReadOnlyList<Walk> Walks, ApprovalDecision? Decision) : ResolvedScope;
}

/// <summary>
/// Resolves a trigger to the clusters to look at. An event is believed about our own account and the listed clusters only.
/// </summary>
public sealed class ScopeResolver(
    ClusterConnection connections, Fleet fleet, CallerIdentity identity, DecisionIntake decisions)
{
    public async Task<ResolvedScope> ResolveAsync(Trigger trigger, Invocation invocation) => trigger switch
    {
        Trigger.Look look => await OfOneAsync(look.Scope, invocation),
        Trigger.Request request => await OfRequestAsync(request.Cluster, request.In, invocation),
        Trigger.Audit { Cluster: { } cluster } audit => await OfRequestAsync(cluster, audit.In, invocation),
        Trigger.Audit => await OfKnownAsync(invocation),
        Trigger.Sweep sweep => await OfAllAsync(sweep.Account, cluster => new Walk([new(sweep.In(cluster))]), invocation),
        Trigger.RepositoryEvent { By: { } caller } when await identity.IsAsync(caller, invocation.Cancelled) =>
            new ResolvedScope.Ignored(new Message("ignored.own-call", ("role", caller.Role.Name))),
        Trigger.RepositoryEvent changed => await OfSourceAsync(changed.Account, ImageSource.Of(changed.Repository), invocation),
        Trigger.RegistryEvent changed =>
            await OfSourceAsync(changed.Account, new ImageSource(changed.Account, changed.Region, null), invocation),
        Trigger.Ended { Scope: { } ended } => await WhyNotAsync(ended, invocation) is { } foreign
            ? new ResolvedScope.Ignored(foreign) : Only(new Walk([new(ended)]) { IsEnded = true }),
        Trigger.Decided decided => await OfDecisionAsync(decided, invocation),
        Trigger.Ignored other => new ResolvedScope.Ignored(other.Why),
        Trigger.Ended => new ResolvedScope.Looks([], null),
        _ => throw new InvalidOperationException($"nothing resolves a trigger of the kind {trigger.GetType().Name}"),
    };

    /// <summary>A request names no account: it is about a cluster of our own.</summary>
    private async Task<ResolvedScope> OfRequestAsync(string cluster, Func<Scope, Scope> scopeIn, Invocation invocation)
    {
        var account = await identity.AccountAsync(null, fleet.Spelled(cluster), connections.Described, invocation.Cancelled);
        return account is null
            ? throw new ClusterUnreachableException(new Message("gap.account-unknown", ("cluster", cluster)))
            : await OfOneAsync(scopeIn(await fleet.NamedAsync(cluster, account, invocation.Cancelled)), invocation);
    }

    /// <summary>All clusters of CLUSTERS, asked for by somebody who may invoke the function.</summary>
    private async Task<ResolvedScope> OfKnownAsync(Invocation invocation) => await OwnAccountAsync(invocation) is { } own
        ? await OfAllAsync(own, cluster => new Walk([new(cluster)]), invocation)
        : throw new ClusterUnreachableException(new Message("gap.account-unknown", ("cluster", "CLUSTERS")));

    private async Task<ResolvedScope> OfOneAsync(Scope scope, Invocation invocation)
    {
        if (fleet.WhyNot(scope, scope.Account) is { } foreign)
            return new ResolvedScope.Ignored(foreign);
        // the cluster is opened while we ask who we are; nothing in it is read for an event that is not ours
        var (doubt, opening) = (WhyNotAsync(scope, invocation), connections.OpenAsync(scope, invocation.Cancelled));
        await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (await doubt is { } why)
            return new ResolvedScope.Ignored(why);
        await opening;
        return Only(new Walk([new(scope)]));
    }

    private Task<ResolvedScope> OfSourceAsync(string account, ImageSource source, Invocation invocation) =>
        OfAllAsync(account, cluster => new Walk([new(cluster, source)]) { LooksAhead = true }, invocation);

    private async Task<ResolvedScope> OfAllAsync(string account, Func<Scope, Walk> walk, Invocation invocation)
    {
        var own = await OwnAccountAsync(invocation) ?? account;
        if (!fleet.Believes(account, own))
            return new ResolvedScope.Ignored(KnownClusters.Foreign(account, own));
        if (fleet.IsEmpty)
            return new ResolvedScope.Ignored(new Message("ignored.no-clusters")) { IsBelieved = true };
        if (invocation.Only is { } only)
            return await fleet.WhyNotAsync(only, own, invocation.Cancelled) is { } foreign ? new ResolvedScope.Ignored(foreign)
                : new ResolvedScope.Looks([walk(only) with { IsSweep = true }], null);
        return new ResolvedScope.Looks(
            [.. (await fleet.LooksAsync(own, invocation.Cancelled)).Select(look => OfSweep(look, walk))], null);
    }

    private static Walk OfSweep(ClusterLook look, Func<Scope, Walk> walk) =>
        (look.Scope.IsPattern ? new Walk([look]) : walk(look.Scope)) with { IsSweep = true };

    /// <summary>Every cluster that asked is served.</summary>
    private async Task<ResolvedScope> OfDecisionAsync(Trigger.Decided decided, Invocation invocation)
    {
        var (asked, decision) = await decisions.FindAsync(decided, invocation);
        var scopes = asked.Asks.Select(ask => ask.Cluster).Distinct().ToArray();
        foreach (var scope in scopes)
            if (await WhyNotAsync(scope, invocation) is { } foreign)
                throw new DecisionRefusedException(new Message("decision.foreign-cluster", ("why", foreign)));
        var source = ImageSource.Of(asked.Repository);
        return new ResolvedScope.Looks([new Walk([.. scopes.Select(scope => new ClusterLook(scope, source))])], decision);
    }

    private static ResolvedScope.Looks Only(Walk walk) => new([walk], null);

    /// <summary>Where STS cannot be asked, an account is taken for our own; a cluster of another could not be opened.</summary>
    private async Task<Message?> WhyNotAsync(Scope scope, Invocation invocation) =>
        await fleet.WhyNotAsync(scope, await OwnAccountAsync(invocation) ?? scope.Account, invocation.Cancelled);

    private Task<string?> OwnAccountAsync(Invocation invocation) => identity.AccountAsync(invocation.Cancelled);
}
