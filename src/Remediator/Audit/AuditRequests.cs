using Remediator.Core.Audit;
using Remediator.Core.Triggers;
using Remediator.Kubernetes;
using Remediator.Pipeline;
using Remediator.Scan;

namespace Remediator.Audit;

/// <summary>Resolves a request for an audit to its clusters, runs it part after part, and notifies people of what is new.</summary>
public sealed class AuditRequests(ScopeResolver scopes, SweepQueue queue, ClusterAudit audit, AuditNotifier notifier)
{
    /// <summary>
    /// No further repository is started with less time than this; a message to the queue goes on there, or else the next audit.
    /// </summary>
    private static readonly TimeSpan s_enough = TimeSpan.FromSeconds(45);

    /// <summary>A person's own audit of one cluster, to its end; nobody is notified.</summary>
    /// <exception cref="ClusterUnreachableException">The cluster cannot be read, or is not ours.</exception>
    public async Task<AuditReport> RunAsync(Trigger.Audit request, IProgress<AuditProgress>? progress, Invocation invocation)
    {
        var scope = await scopes.ResolveAsync(request, invocation) switch
        {
            ResolvedScope.Looks { Walks: [var walk] } => walk.Looks[0].Scope,
            ResolvedScope.Ignored { Why: var why } => throw new ClusterUnreachableException(why),
            _ => throw new InvalidOperationException("an audit that a person runs is about one cluster"),
        };
        AuditReport? whole = null;
        do
        {
            var part = await audit.RunAsync(scope, whole?.Next, withSecrets: true, progress, CancellationToken.None, invocation.Cancelled);
            whole = whole is null ? part : whole.With(part);
        }
        while (whole.Next is not null);
        return whole;
    }

    /// <summary>The reports of this invocation, one a cluster, after people were notified of what is new in them.</summary>
    /// <exception cref="SweepFailedException">Of several clusters, some could not be audited.</exception>
    public async Task<(IReadOnlyList<AuditReport> Reports, Message? Ignored)> HandleAsync(Trigger.Audit request, Invocation invocation)
    {
        var resolved = await scopes.ResolveAsync(request, invocation);
        if (resolved is not ResolvedScope.Looks { Walks: var walks })
            return ([], ((ResolvedScope.Ignored)resolved).Why);
        // what a pattern matches is audited cluster by cluster
        ClusterLook[] looks = [.. (await queue.HandOnAsync(walks, invocation)).SelectMany(walk => walk.Looks)
            .Where(look => look is not { NotListed: null, Scope.IsPattern: true })];
        if (looks is [var only])
            return ([await AuditAsync(request, only, invocation)], null);
        // one after another: each may take all the memory there is
        return (await SideBySide.EachAsync(looks, 1, look => look.Scope.Cluster, look => AuditAsync(request, look, invocation)), null);
    }

    private Task<AuditReport> AuditAsync(Trigger.Audit request, ClusterLook look, Invocation invocation) =>
        look.NotListed is { } failure ? Task.FromException<AuditReport>(failure) : AuditAsync(request, look.Scope, invocation);

    private async Task<AuditReport> AuditAsync(Trigger.Audit request, Scope scope, Invocation invocation)
    {
        AuditReport? whole = null;
        using var enough = invocation.Time.Until(s_enough);
        var from = request.From ?? (scope.IsWholeCluster ? await notifier.BeginsAtAsync(scope, invocation.Cancelled) : null);
        do
        {
            var part = await audit.RunAsync(
                scope, whole is null ? from : whole.Next, withSecrets: false, null, enough.Token, invocation.Cancelled);
            whole = whole is null ? part : whole.With(part);
        }
        while (whole.Next is not null && !enough.IsCancellationRequested);
        // after an audit of no image at all the next message would be the same again and again
        var rest = queue.IsThere && whole.Images > 0 && whole.Next is { } next ? request.BeginningAt(next) : null;
        whole = whole with { GoesOn = rest is not null };
        await notifier.NotifyAsync(whole, from, invocation);
        if (rest is not null)
            await queue.GoOnAsync(scope, rest, invocation.Cancelled);
        return whole;
    }
}
