using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Plans;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Incidents;

/// <summary>When an incident is over although this program has not ended it, and what people read then.</summary>
public static class Resolution
{
    /// <summary>
    /// A look that sees some of its pods finds nothing that may still fail for its key. Workloads that it did not see may, so the incident
    /// is over only if the same holds of the whole cluster. Of one pod nothing follows: another may have taken its place.
    /// </summary>
    /// <param name="failing">All that fails within <paramref name="looked"/>.</param>
    /// <param name="found">What this invocation found.</param>
    public static bool IsOver(Incident incident, Scope looked, IReadOnlyList<PullFailure> failing, IReadOnlyList<Finding> found)
    {
        var failure = incident.Failure;
        if (!incident.IsOpen || !failure.Scope.IsIn(looked))
            return false;
        return failure.Unseen is not null ? looked.IsWholeCluster
            : !failure.IsAhead && looked.Pod is null && failure.Pods.Any(looked.Holds)
                && found.All(one => one.Key != incident.Key) && !failing.Any(other => MayBe(incident, other, found));
    }

    /// <summary>The finding that closes it, in the incident's own thread.</summary>
    public static Finding Of(Incident incident, DateTimeOffset now, Mode mode)
    {
        var duration = Lasted(now - incident.FirstSeen);
        var lasted = incident.Failure.Unseen is null ? new Message("remediation.no-pod-waits", ("duration", duration))
            : new Message("remediation.seen-again", ("duration", duration));
        var verdict = new Verdict(incident.Cause, Confidence.Likely, [new(Step.Verification, StepResult.Pass, lasted, null)], []);
        var puller = incident.Puller is { } known ? Fact.Of(known) : Fact.Gap<Puller>(new Message("gap.not-read-again"));
        var facts = PullFacts.NotAsked(new Message("gap.not-read-again"), now) with { Puller = puller };
        var planned = new PlannedCase(new PullCase(incident.Failure, facts, verdict),
            new Plan.LeaveAlone(new Message("plan.resolved"), null, false));
        return Finding.Of(planned, new GateDecision.Leave(), new Outcome.NotNeeded(lasted), mode);
    }

    /// <summary>
    /// The pull of the same repository, and of the same image where the cause is about one, fails: whatever the workload is called, since
    /// the names of Jobs and bare pods change with every run. It is another incident only if another identity was found to pull, or if ECR
    /// let the pull in where the incident is that it did not.
    /// </summary>
    private static bool MayBe(Incident incident, PullFailure other, IReadOnlyList<Finding> found) =>
        other.Repository == incident.Failure.Repository
        && (incident.Cause.Subject is not CauseSubject.Image || other.IsOf(incident.Failure.Image))
        && !(incident.Cause.Subject is CauseSubject.Access && other.WasLetIn)
        && !found.Any(one => one.Puller is { Role: var role } && incident.Puller is { } puller && role != puller.Role
            && one.Failure.Pods.Contains(other.First));

    private static Message Lasted(TimeSpan time) =>
        time < TimeSpan.FromMinutes(1) ? new Message("duration.seconds", ("seconds", (long)Math.Round(time.TotalSeconds)))
        : time < TimeSpan.FromHours(2) ? new Message("duration.minutes", ("minutes", (long)Math.Round(time.TotalMinutes)))
        : new Message("duration.hours", ("hours", $"{time.TotalHours:0.#}"));
}
