using Remediator.Aws;
using Remediator.Core.Common;
using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Images;
using Remediator.Core.Policies.Language;
using Remediator.Core.Triggers;
using Remediator.Gate;
using Remediator.Gather;
using Remediator.Kubernetes;
using Remediator.Runtime;
using Remediator.Scan;

namespace Remediator.Pipeline;

/// <summary>Looks where a trigger points, as far as it is believed, and sees to what fails there.</summary>
public sealed class TriggerHandler(
    ClusterConnection connections, KnownClusters clusters, CallerIdentity self,
    FailureScanner failing, Remediation remediation, ImageUseScanner running, NextPullCheck foresight, ApprovalDesk desk, PolicyChanges changes)
{
    /// <summary>The findings, or why the event is not believed to be about us.</summary>
    public async Task<(IReadOnlyList<Finding> Findings, string? NotOurs)> HandleAsync(Trigger trigger, Invocation run) => trigger switch
    {
        Trigger.Look look => await LookAsync(look.Scope, run),
        Trigger.Request request => await LookAsync(request.In(clusters.Named(request.Cluster, await OwnAccountAsync(run) ?? "")), run),
        Trigger.Sweep sweep => await EachClusterAsync(sweep.Account, cluster => FailuresAsync(sweep.In(cluster), run), run),
        Trigger.RepositoryEvent { By: { } caller } when await self.IsAsync(caller, run.Cancelled) => ([], $"the call was our own ({caller.Role.Name})"),
        Trigger.RepositoryEvent changed => await OfRepositoryAsync(changed, run),
        Trigger.Ended { Scope: { } over } => await EndedAsync(over, run),
        Trigger.Decided decided => await DecidedAsync(decided, run),
        Trigger.Ignored other => ([], other.Why),
        _ => ([], null),
    };

    private async Task<(IReadOnlyList<Finding>, string?)> LookAsync(Scope scope, Invocation run)
    {
        if (clusters.WhyNot(scope, scope.Account) is { } foreign)
            return ([], foreign);
        // the cluster is looked up while we ask who we are; nothing in it is read for an event that is not ours
        var (own, opening) = (OwnAccountAsync(run), connections.OpenAsync(scope, run.Cancelled));
        if (await own is { } account && clusters.WhyNot(scope, account) is { } why)
        {
            await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return ([], why);
        }
        return (await remediation.OfAsync([await SightAsync(await opening, scope, null, run)], run), null);
    }

    private async Task<(IReadOnlyList<Finding>, string?)> EndedAsync(Scope scope, Invocation run) =>
        clusters.WhyNot(scope, await OwnAccountAsync(run) ?? scope.Account) is { } foreign ? ([], foreign)
        : (await remediation.EndedAsync(scope, async () => await failing.ReadAsync(await connections.OpenAsync(scope, run.Cancelled), scope, run.Cancelled), run), null);

    /// <summary>Every cluster that asked is served; one that cannot be looked at keeps no other from it.</summary>
    private async Task<(IReadOnlyList<Finding>, string?)> DecidedAsync(Trigger.Decided decided, Invocation run)
    {
        var (asked, ruling) = await desk.TakeAsync(decided, run);
        var own = await OwnAccountAsync(run);
        var looks = asked.Asks.Select(ask => ask.Cluster).Distinct().Select(scope => (scope.Cluster, Look: BelievedAsync(scope, own, asked.Repository, run))).ToArray();
        await Task.WhenAll(looks.Select(one => (Task)one.Look)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var findings = await remediation.OfAsync([.. looks.Where(one => one.Look.IsCompletedSuccessfully).Select(one => one.Look.Result)], run with { Decision = ruling });
        return looks.Any(one => !one.Look.IsCompletedSuccessfully) ? throw new SweepFailedException(looks.Select(one => (one.Cluster, (Task)one.Look))) : (findings, null);
    }

    private async Task<ScanResult> BelievedAsync(Scope scope, string? own, EcrRepository repository, Invocation run) =>
        clusters.WhyNot(scope, own ?? scope.Account) is { } foreign ? throw new DecisionRefusedException(foreign)
        : await SightAsync(await connections.OpenAsync(scope, run.Cancelled), scope, repository, run);

    /// <param name="only">The repository that is to be seen to; null for all.</param>
    private async Task<ScanResult> SightAsync(Cluster cluster, Scope scope, EcrRepository? only, Invocation run)
    {
        var failures = await failing.ReadAsync(cluster, scope, run.Cancelled);
        return new(scope, [.. failures.Where(failure => only is null || only.Holds(failure.Image))], failures);
    }

    /// <summary>Clusters are looked at side by side, and what fails in one is told whatever happens to another.</summary>
    private async Task<(IReadOnlyList<Finding>, string?)> EachClusterAsync(string account, Func<Scope, Task<IReadOnlyList<Finding>>> look, Invocation run)
    {
        var own = await OwnAccountAsync(run) ?? account;
        if (!clusters.Believes(account, own))
            return ([], $"account {account} is not ours ({own})");
        var looks = clusters.All(own).Select(cluster => (cluster.Cluster, Look: look(cluster))).ToArray();
        if (looks.Length == 0)
            return ([], "the event names no cluster, and CLUSTERS lists none");
        await Task.WhenAll(looks.Select(one => (Task)one.Look)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return looks.Any(one => !one.Look.IsCompletedSuccessfully)
            ? throw new SweepFailedException(looks.Select(one => (one.Cluster, (Task)one.Look)))
            : ([.. looks.SelectMany(one => one.Look.Result)], null);
    }

    private async Task<IReadOnlyList<Finding>> FailuresAsync(Scope scope, Invocation run)
    {
        var cluster = await connections.OpenAsync(scope, run.Cancelled);
        return await remediation.OfAsync([await SightAsync(cluster, scope, null, run)], run);
    }

    private async Task<(IReadOnlyList<Finding>, string?)> OfRepositoryAsync(Trigger.RepositoryEvent changed, Invocation run)
    {
        if (changed.Change is { } change && clusters.Believes(changed.Account, await OwnAccountAsync(run) ?? changed.Account))
            await changes.RememberAsync(changed.Repository, change, run.Cancelled);
        return await EachClusterAsync(changed.Account, cluster => OfRepositoryAsync(cluster, changed.Repository, run), run);
    }

    /// <summary>What fails now comes first: a patch for it may also be what the next pulls need.</summary>
    private async Task<IReadOnlyList<Finding>> OfRepositoryAsync(Scope scope, EcrRepository repository, Invocation run)
    {
        var cluster = await connections.OpenAsync(scope, run.Cancelled);
        var told = await remediation.OfAsync([await SightAsync(cluster, scope, repository, run)], run);
        var uses = await running.ReadAsync(cluster, scope, repository, run.Cancelled);
        return [.. told, .. await foresight.OfAsync(uses, told, run)];
    }

    private async Task<string?> OwnAccountAsync(Invocation run) => (await self.RoleAsync(run.Cancelled) as Fact<RoleArn>.Known)?.Value.Account;
}
