using Remediator.Core.Incidents;
using Remediator.Core.Triggers;
using Remediator.Gate;
using Remediator.Gather;

namespace Remediator.Pipeline;

/// <summary>Stores what a trigger itself says, before anything is looked at: that someone changed a policy, that a pull-through
/// cache was not filled, or that a plan was rejected. Nothing happened later than it is heard of, whatever time its sender gives.</summary>
public sealed class TriggerRecord(PolicyChanges changes, UpstreamFailures upstreams, DecisionIntake decisions)
{
    /// <exception cref="DecisionRefusedException">Somebody else decided in the meantime.</exception>
    public async Task StoreAsync(Trigger trigger, ApprovalDecision? decision, Invocation invocation)
    {
        var (heard, cancelled) = (invocation.StartedAt, invocation.Cancelled);
        if (trigger is Trigger.RepositoryEvent { Change: { } change } changed)
            await changes.RememberAsync(changed.Repository, change with { At = Earlier(change.At, heard) }, cancelled);
        if (trigger is Trigger.RepositoryEvent { Upstream: { } upstream } unfilled)
            await upstreams.RememberAsync(unfilled.Repository, upstream with { At = Earlier(upstream.At, heard) }, cancelled);
        if (decision is { IsApproved: false })
            await decisions.RejectAsync(decision, cancelled);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
