using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Images;
using Remediator.Core.Plans;

namespace Remediator.Core.Incidents;

/// <summary>What a person may decide about a plan, or has decided.</summary>
public enum ApprovalState
{
    Open,
    Approved,
    Rejected,
}

public static class ApprovalStateNames
{
    private static readonly WireNames<ApprovalState> s_names = new(
        (ApprovalState.Open, "Open"),
        (ApprovalState.Approved, "Approved"),
        (ApprovalState.Rejected, "Rejected"));

    extension(ApprovalState approvalState)
    {
        public string WireName => s_names.Of(approvalState);

        /// <exception cref="FormatException">It has another name.</exception>
        public static ApprovalState FromWire(string name) => s_names.Parse(name);
    }
}

/// <summary>A plan that was shown to people, all that wait for the decision about it, and until when it may be approved.</summary>
/// <param name="Asks">One an incident: clusters whose nodes share a role wait for one and the same plan.</param>
public sealed record Approval(string Hash, EcrRepository Repository, IReadOnlyList<Approval.Ask> Asks, DateTimeOffset Expires,
    ApprovalState State)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <param name="Cluster">The whole cluster: a pod that was named may be another by the time of the decision.</param>
    /// <param name="At">Before people were notified.</param>
    public sealed record Ask(string Incident, Scope Cluster, DateTimeOffset At)
    {
        public static Ask Of(Finding finding, DateTimeOffset at) =>
            new(finding.Key, finding.Failure.Scope with { Namespace = null, Workload = null, Pod = null }, at);
    }

    /// <summary>The plan as one more asks about it; who asked before and can still be answered goes on waiting.</summary>
    public static Approval Asking(PolicyPatch patch, Ask ask, Approval? known) => new(
        patch.Hash, EcrRepository.Of(patch.Image),
        [.. (known?.WhyNot(ask.At) is null ? known?.Asks ?? [] : []).Where(other => other.Incident != ask.Incident), ask],
        ask.At + Lifetime, ApprovalState.Open);

    /// <summary>A decision about it would be one for that incident too, and people know that they are asked.</summary>
    /// <param name="notifiedAt">When they were notified of the incident last; null where they were not: an invocation that was stopped
    /// before that has asked nobody.</param>
    public bool IsOpenFor(string incident, DateTimeOffset? notifiedAt, DateTimeOffset now) =>
        WhyNot(now) is null && Asks.Any(ask => ask.Incident == incident && ask.At <= notifiedAt);

    /// <summary>Why it cannot be decided any more; null where it can.</summary>
    public Message? WhyNot(DateTimeOffset now) =>
        State is ApprovalState.Approved ? new Message("approval.already-approved")
        : State is ApprovalState.Rejected ? new Message("approval.already-rejected")
        : now >= Expires ? new Message("approval.expired", ("time", $"{Expires.UtcDateTime:yyyy-MM-dd HH:mm}Z"))
        : null;
}
