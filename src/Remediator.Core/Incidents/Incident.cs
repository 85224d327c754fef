using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Images;
using Remediator.Core.Plans;
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

    /// <summary>
    /// A look that sees some of its pods finds nothing that may still fail for its key. Workloads that it did not see may, so the incident
    /// is over only if the same holds of the whole cluster. Of one pod nothing follows: another may have taken its place.
    /// </summary>
    /// <param name="failing">All that fails within <paramref name="looked"/>.</param>
    /// <param name="found">What this invocation found.</param>
    public bool IsQuietIn(Scope looked, IReadOnlyList<PullFailure> failing, IReadOnlyList<Finding> found) =>
        Failure.Unseen is not null ? IsOpen && looked.IsWholeCluster && Failure.Scope.IsIn(looked)
            : IsOpen && !Failure.IsAhead && looked.Pod is null && Failure.Scope.IsIn(looked) && Failure.Pods.Any(looked.Holds)
            && found.All(one => one.Key != Key) && !failing.Any(other => MayBe(other, found));

    /// <summary>
    /// The pull of the same repository, and of the same image where the cause is about one, fails: whatever the workload is called, since
    /// the names of Jobs and bare pods change with every run. It is another incident only if another identity was found to pull.
    /// </summary>
    private bool MayBe(PullFailure other, IReadOnlyList<Finding> found) =>
        RepositoryOf(other) == RepositoryOf(Failure)
        && (Cause.Subject is not CauseSubject.Image || other.Image.Text == Failure.Image.Text)
        && !found.Any(one => one.Puller is { Role: var role } && Puller is not null && role != Puller.Role
            && one.Failure.Pods.Contains(other.First));

    /// <summary>Pods of the same workloads wait for the same repository.</summary>
    public bool IsOf(PullFailure other) =>
        RepositoryOf(other) == RepositoryOf(Failure)
        && other.Pods.Select(PlaceOf).Intersect(Failure.Pods.Select(PlaceOf)).Any();

    private static (string, Workload) PlaceOf(FailingPod pod) => (pod.Namespace, pod.Workload);

    private static string RepositoryOf(PullFailure failure) =>
        failure.Image is ImageReference.Ecr image ? image.RepositoryArn : failure.Image.Text;

    /// <summary>The finding that closes it, in the incident's own thread.</summary>
    public Finding Resolved(DateTimeOffset now, Mode mode)
    {
        var duration = Lasted(now - FirstSeen);
        var lasted = Failure.Unseen is null ? new Message("remediation.no-pod-waits", ("duration", duration))
            : new Message("remediation.seen-again", ("duration", duration));
        var verdict = new Verdict(Cause, Confidence.Likely, [new(Step.Verification, StepResult.Pass, lasted, null)], []);
        var puller = Puller is null ? Fact.Gap<Puller>(new Message("gap.not-read-again")) : Fact.Of(Puller);
        var facts = PullFacts.NotAsked(new Message("gap.not-read-again"), now) with { Puller = puller };
        var planned = new PlannedCase(new PullCase(Failure, facts, verdict),
            new Plan.LeaveAlone(new Message("plan.resolved"), null, false));
        return Findings.Finding.Of(planned, new GateDecision.Leave(), new Outcome.NotNeeded(lasted), mode);
    }

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

    private static Message Lasted(TimeSpan time) =>
        time < TimeSpan.FromMinutes(1) ? new Message("duration.seconds", ("seconds", (long)Math.Round(time.TotalSeconds)))
        : time < TimeSpan.FromHours(2) ? new Message("duration.minutes", ("minutes", (long)Math.Round(time.TotalMinutes)))
        : new Message("duration.hours", ("hours", $"{time.TotalHours:0.#}"));
}

/// <summary>Something that happened in an incident, for its time line.</summary>
public sealed record Moment(DateTimeOffset At, Message What);
