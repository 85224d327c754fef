using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Incidents;

/// <summary>What is stored of an incident: its last notification, and since when it lasts.</summary>
/// <param name="IsOpen">False once it is over; the next failure with this key is a new incident.</param>
/// <param name="NotifiedAt">When people were notified last that it has this status; null where they were not yet.</param>
/// <param name="Patch">The id of the latest patch that was started for it, or null.</param>
/// <param name="Finding">The latest finding, as JSON.</param>
public sealed record Incident(
    string Key, Status Status, bool IsOpen, DateTimeOffset FirstSeen, DateTimeOffset? NotifiedAt,
    PullFailure Failure, Cause Cause, Puller? Puller, string? Patch, string Finding)
{
    /// <summary>The id of the latest patch whose end people were notified of; null where there is none.</summary>
    public string? EndNotified { get; init; }

    /// <summary>Null while it is open, and where an earlier version has closed it.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>How many workloads of earlier findings are remembered, so that a look at any of them may end the incident.</summary>
    private const int EarlierWorkloads = 20;

    /// <summary>A finding's incident, as it stands after the finding.</summary>
    /// <param name="known">What was remembered of it so far.</param>
    /// <param name="notified">People were notified now; where they were not, they know of no other status than before.</param>
    public static Incident After(Finding finding, Incident? known, DateTimeOffset now, bool notified) => new(
        finding.Key, finding.Status, !finding.IsClosed, known is { IsOpen: true } ? known.FirstSeen : now,
        notified ? now : known?.Status == finding.Status ? known.NotifiedAt : null,
        known is { IsOpen: true } ? WithEarlier(finding.Failure, known.Failure) : finding.Failure,
        finding.Verdict.Cause, finding.Puller, known?.Patch,
        JsonText.Compact(FindingJson.Of(finding)))
    {
        EndNotified = notified && finding.Ends is { } patch ? patch : known?.EndNotified,
        ClosedAt = !finding.IsClosed ? null : known is { IsOpen: false, ClosedAt: { } closed } ? closed : now,
    };

    /// <summary>
    /// Whether people are notified: of a new incident, of a new status, and again after the cooldown. The end of a write is always
    /// notified, exactly once. A resolved incident is notified only if it was notified before. A cluster that cannot be looked at is
    /// notified once for each reason: every sweep meets it again.
    /// </summary>
    public static bool IsWorthNotifying(Incident? known, Finding finding, DateTimeOffset now, TimeSpan cooldown) => known switch
    {
        { EndNotified: { } ended } when finding.Ends == ended => false,
        _ when finding.Outcome.IsOfWrite => true,
        { IsOpen: false } when finding.Status is Status.Resolved => false,
        { NotifiedAt: not null, IsOpen: true } when known.Status == finding.Status && finding.Failure.Unseen is { } why =>
            known.Failure.Unseen?.Code != why.Code,
        { IsOpen: true, NotifiedAt: { } notified } when known.Status == finding.Status => now - notified >= cooldown,
        _ => true,
    };

    /// <summary>Pods of the same workloads wait for the same repository.</summary>
    public bool IsOf(PullFailure other) =>
        other.Repository == Failure.Repository
        && other.Pods.Select(PlaceOf).Intersect(Failure.Pods.Select(PlaceOf)).Any();

    private static (string, Workload) PlaceOf(FailingPod pod) => (pod.Namespace, pod.Workload);

    /// <summary>What is remembered of it, in the order of time.</summary>
    /// <param name="patch">The latest patch for it, or null.</param>
    public IReadOnlyList<Moment> TimeLine(PatchRecord? patch) =>
    [
        .. Moments(patch).OrderBy(moment => moment.At),
    ];

    private IEnumerable<Moment> Moments(PatchRecord? patch)
    {
        yield return new(FirstSeen, new Message("time-line.first-seen"));
        if (NotifiedAt is { } notified)
            yield return new(notified, new Message("time-line.notified"));
        if (patch is null)
            yield break;
        yield return new(patch.StartedAt, new Message("time-line.started"));
        if (patch.WrittenAt is { } wrote)
            yield return new(wrote, new Message("remediation.written"));
        if (patch.Outcome is { Why: { } why, Seconds: var seconds })
            yield return new(patch.StartedAt + TimeSpan.FromSeconds(seconds), why);
    }

    private static PullFailure WithEarlier(PullFailure now, PullFailure earlier) => now with
    {
        Pods =
        [
            .. now.Pods,
            .. earlier.Pods.ExceptBy(now.Pods.Select(PlaceOf), PlaceOf).DistinctBy(PlaceOf).Take(EarlierWorkloads),
        ],
    };
}

/// <summary>Something that happened in an incident, for its time line.</summary>
public sealed record Moment(DateTimeOffset At, Message What);
