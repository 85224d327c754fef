using Remediator.Kubernetes;

namespace Remediator.Scan;

/// <summary>What a look at a cluster saw.</summary>
/// <param name="Failures">Those that are to be handled.</param>
/// <param name="Failing">All that fails within <paramref name="Scope"/>.</param>
public sealed record ScanResult(Scope Scope, IReadOnlyList<PullFailure> Failures, IReadOnlyList<PullFailure> Failing);

/// <summary>Finds the pods that cannot pull, in all clusters of a walk at the same time.</summary>
public sealed class ClusterScanner(ClusterConnection connections, FailureScanner failures)
{
    /// <summary>A cluster that cannot be looked at keeps no other from it.</summary>
    /// <exception cref="ClusterUnreachableException">The only cluster cannot be opened, or its pods may not be read; trying again will not
    /// help.</exception>
    public async Task<IReadOnlyList<ScanResult>> ScanAsync(Walk walk, Invocation invocation, Progress progress)
    {
        var looks = walk.Looks.Select(look => (look.Scope.Cluster, Look: LookAsync(look, walk.IsEnded, invocation.Cancelled))).ToArray();
        if (looks is [var only])
            return [await only.Look];
        await Task.WhenAll(looks.Select(one => (Task)one.Look)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (looks.Any(one => !one.Look.IsCompletedSuccessfully))
            progress.Fail(new SweepFailedException(looks.Select(one => (one.Cluster, (Task)one.Look))));
        return [.. looks.Where(one => one.Look.IsCompletedSuccessfully).Select(one => one.Look.Result)];
    }

    /// <summary>All that fails in the clusters of some incidents; a look that saw the whole cluster is not repeated.</summary>
    public async Task<IReadOnlyList<ScanResult>> ScanWholeAsync(
        IReadOnlyList<ScanResult> seen, IReadOnlyList<Scope> incidents, Invocation invocation) =>
        await Task.WhenAll(seen.Where(look => incidents.Any(look.Scope.IsIn)).Select(look => look.Scope.IsWholeCluster
            ? Task.FromResult(look)
            : LookAsync(new ClusterLook(look.Scope.OfWholeCluster()), isEnded: true, invocation.Cancelled)));

    private async Task<ScanResult> LookAsync(ClusterLook look, bool isEnded, CancellationToken cancelled)
    {
        var failing = await failures.ReadAsync(await connections.OpenAsync(look.Scope, cancelled), look.Scope, cancelled);
        return new(look.Scope, isEnded ? [] : [.. failing.Where(failure => look.Only is null || look.Only.Holds(failure.Image))], failing);
    }
}
