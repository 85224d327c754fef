using System.Runtime.ExceptionServices;
using Remediator.Kubernetes;

namespace Remediator.Scan;

/// <summary>What a look at a cluster saw.</summary>
/// <param name="Failures">Those that are to be handled.</param>
/// <param name="Failing">All that fails within <paramref name="Scope"/>, as far as it was seen.</param>
/// <param name="IsWhole">The list of its pods was read to its end, so what was not seen is not there.</param>
public sealed record ScanResult(Scope Scope, IReadOnlyList<PullFailure> Failures, IReadOnlyList<PullFailure> Failing, bool IsWhole)
{
    /// <summary>Why it was not seen whether pods wait for their sandbox's image; null where it was.</summary>
    public Message? SandboxGap { get; init; }
}

/// <summary>What a walk saw.</summary>
/// <param name="Unseen">Clusters that a sweep could not look at, where trying again will not help: <see
/// cref="PullFailure.OfCluster"/>.</param>
public sealed record WalkScan(IReadOnlyList<ScanResult> Seen, IReadOnlyList<PullFailure> Unseen);

/// <summary>Finds the pods that cannot pull, in all clusters of a walk at the same time.</summary>
public sealed class ClusterScanner(ClusterConnection connections, FailureScanner failures)
{
    /// <summary>A cluster that cannot be looked at keeps no other from it.</summary>
    /// <exception cref="ClusterUnreachableException">The only cluster, which an event or a request names, cannot be opened, or its pods may
    /// not be read; trying again will not help. A sweep comes again by itself, so there it is no failure.</exception>
    public async Task<WalkScan> ScanAsync(Walk walk, Invocation invocation, Progress progress)
    {
        var looks = walk.Looks.Select(look => (look.Scope.Cluster, Look: LookAsync(look, walk.IsEnded, invocation))).ToArray();
        if (looks is [var only])
        {
            try
            {
                return new([await only.Look], []);
            }
            catch (ClusterUnreachableException e) when (walk.IsSweep)
            {
                return new([], [PullFailure.OfCluster(walk.Looks[0].Scope, e.Why)]);
            }
        }
        await Task.WhenAll(looks.Select(one => (Task)one.Look)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (looks.Any(one => !one.Look.IsCompletedSuccessfully))
            progress.Fail(new SweepFailedException(looks.Select(one => (one.Cluster, (Task)one.Look))));
        return new([.. looks.Where(one => one.Look.IsCompletedSuccessfully).Select(one => one.Look.Result)], []);
    }

    /// <summary>All that fails in the clusters of some incidents; a look that saw the whole cluster is not repeated.</summary>
    public async Task<IReadOnlyList<ScanResult>> ScanWholeAsync(
        IReadOnlyList<ScanResult> seen, IReadOnlyList<Scope> incidents, Invocation invocation) =>
        await Bounded.SelectAsync(seen.Where(look => incidents.Any(look.Scope.IsIn)), look => look.Scope.IsWholeCluster
            ? Task.FromResult(look)
            : LookAsync(new ClusterLook(look.Scope.OfWholeCluster()), isEnded: true, invocation));

    private async Task<ScanResult> LookAsync(ClusterLook look, bool isEnded, Invocation invocation)
    {
        if (look.NotListed is { } failure)
            ExceptionDispatchInfo.Throw(failure);
        // the clusters that it matches are looked at one by one
        if (look.Scope.IsPattern)
            return new(look.Scope, [], [], IsWhole: true);
        var cluster = await connections.OpenAsync(look.Scope, invocation.Cancelled);
        var (failing, isWhole, sandboxGap) = await failures.ReadAsync(cluster, look.Scope, invocation);
        return new(look.Scope, isEnded ? [] : [.. failing.Where(failure => look.Only is null || look.Only.Holds(failure.Image))], failing,
            isWhole)
        {
            SandboxGap = sandboxGap,
        };
    }
}
