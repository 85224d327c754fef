using Remediator.Core.Policies;

namespace Remediator.Core;

/// <summary>What is remembered of an incident: as it was told last, and since when it lasts.</summary>
/// <param name="IsOpen">False once it is over; the next failure with this key is a new incident.</param>
/// <param name="Told">When people were told last that it has this status; null where they were not yet.</param>
/// <param name="Patch">The id of the latest patch that was begun for it, or null.</param>
/// <param name="Finding">The latest finding, as JSON.</param>
public sealed record Incident(
    string Key, Status Status, bool IsOpen, DateTimeOffset FirstSeen, DateTimeOffset? Told,
    PullFailure Failure, Cause Cause, Puller? Puller, string? Patch, string Finding)
{
    /// <summary>The id of the latest patch whose end people were told; null where there is none.</summary>
    public string? EndTold { get; init; }

    /// <summary>A finding's incident, as it stands after the finding.</summary>
    /// <param name="known">What was remembered of it so far.</param>
    /// <param name="told">People were told now; where they were not, they know of no other status than before.</param>
    public static Incident After(Finding finding, Incident? known, DateTimeOffset now, bool told) => new(
        finding.Key, finding.Status, !finding.IsOver, known is { IsOpen: true } ? known.FirstSeen : now, told ? now : known?.Status == finding.Status ? known.Told : null,
        finding.Failure, finding.Verdict.Cause, finding.Puller, known?.Patch,
        JsonText.Compact(FindingJson.Of(finding)))
    {
        EndTold = told && finding.Ends is { } patch ? patch : known?.EndTold,
    };

    /// <summary>
    /// One incident is one message: it is told when it is new, when its status changes, and again after the cooldown. What became of a write is
    /// always told, and once. That something is over is told only of what was told before.
    /// </summary>
    public static bool IsWorthTelling(Incident? known, Finding finding, DateTimeOffset now, TimeSpan cooldown) => known switch
    {
        { EndTold: { } ended } when finding.Ends == ended => false,
        _ when finding.Outcome.IsOfWrite => true,
        { IsOpen: false } when finding.Status is Status.Resolved => false,
        { IsOpen: true, Told: { } told } when known.Status == finding.Status => now - told >= cooldown,
        _ => true,
    };

    /// <summary>Nothing of what was looked at fails any more in the way of this incident. Of one pod nothing follows: another may have taken its place.</summary>
    /// <param name="failing">All that fails within <paramref name="looked"/>.</param>
    public bool IsOverIn(Scope looked, IReadOnlyList<PullFailure> failing) =>
        IsOpen && !Failure.IsAhead && looked.Pod is null && Failure.Scope.IsIn(looked) && Failure.Pods.All(pod => looked.Holds(pod)) && !failing.Any(IsOf);

    /// <summary>Pods of the same workloads wait for the same repository.</summary>
    public bool IsOf(PullFailure other) =>
        RepositoryOf(other) == RepositoryOf(Failure)
        && other.Pods.Select(PlaceOf).Intersect(Failure.Pods.Select(PlaceOf)).Any();

    private static (string, Workload) PlaceOf(FailingPod pod) => (pod.Namespace, pod.Workload);

    private static string RepositoryOf(PullFailure failure) => failure.Image is ImageReference.Ecr image ? image.RepositoryArn : failure.Image.Text;

    /// <summary>What is told, in the incident's own thread, when it is over.</summary>
    public Finding Over(DateTimeOffset now, Rails rails)
    {
        var lasted = $"no pod waits for this image any more; it lasted {Lasted(now - FirstSeen)}";
        var verdict = new Verdict(Cause, Confidence.Likely, [new(Step.Verification, StepResult.Pass, lasted, null)], []);
        var puller = Puller is null ? Fact.Gap<Puller>("not asked again") : Fact.Of(Puller);
        return Core.Finding.Of(Failure, Facts.NotAsked("not asked again", now) with { Puller = puller }, verdict, new Plan.LeaveAlone("it is over", null, false), new Outcome.NotNeeded(lasted), rails);
    }

    /// <summary>What is remembered of it, in the order of time.</summary>
    /// <param name="patch">The latest patch for it, or null.</param>
    public IReadOnlyList<Moment> TimeLine(PatchRecord? patch) =>
    [
        .. Moments(patch).OrderBy(moment => moment.At),
    ];

    private IEnumerable<Moment> Moments(PatchRecord? patch)
    {
        yield return new(FirstSeen, "the incident was seen first");
        if (Told is { } told)
            yield return new(told, "people were told");
        if (patch is null)
            yield break;
        yield return new(patch.Begun, "the old policy was kept, and the change begun");
        if (patch.Wrote is { } wrote)
            yield return new(wrote, "the repository policy was changed and read back");
        if (patch.Outcome is { Why: { } why, Seconds: var seconds })
            yield return new(patch.Begun + TimeSpan.FromSeconds(seconds), why);
    }

    private static string Lasted(TimeSpan time) =>
        time < TimeSpan.FromMinutes(1) ? $"{time.TotalSeconds:0} s" : time < TimeSpan.FromHours(2) ? $"{time.TotalMinutes:0} minutes" : $"{time.TotalHours:0.#} hours";
}
