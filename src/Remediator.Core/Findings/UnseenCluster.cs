using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Plans;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Findings;

/// <summary>The finding about a cluster that a sweep cannot look at: whatever fails in it stays unseen until a person acts.</summary>
public static class UnseenCluster
{
    /// <param name="cluster">See <see cref="PullFailure.OfCluster"/>.</param>
    public static Finding Of(PullFailure cluster, DateTimeOffset now, Mode mode)
    {
        var why = cluster.Unseen!;
        var verdict = new Verdict(Cause.Undetermined, Confidence.Unknown,
            [new(Step.PodStatus, StepResult.Unknown, why, ShellCommands.DescribeCluster(cluster.Scope))],
            [Gaps.Of(new Message("fact.pods"), why)]);
        var plan = new Plan.LeaveAlone(new Message("unseen.next"), null, Refused: false);
        var planned = new PlannedCase(new PullCase(cluster, PullFacts.NotAsked(why, now), verdict), plan);
        return Finding.Of(planned, new GateDecision.Leave(), mode);
    }
}
