using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Plans;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Findings;

/// <summary>
/// The finding about a cluster that a sweep cannot look at, or about a pattern whose clusters it cannot list: whatever fails there stays
/// unseen until a person acts.
/// </summary>
public static class UnseenCluster
{
    /// <param name="cluster">See <see cref="PullFailure.OfCluster"/>.</param>
    public static Finding Of(PullFailure cluster, DateTimeOffset now, Mode mode)
    {
        var (why, scope) = (cluster.Unseen!, cluster.Scope);
        var command = scope.IsPattern ? ShellCommands.ListClusters(scope) : ShellCommands.DescribeCluster(scope);
        var next = scope.IsPattern ? new Message("unlisted.next", ("account", scope.Account), ("region", scope.Region))
            : new Message("unseen.next");
        var verdict = new Verdict(Cause.Undetermined, Confidence.Unknown,
            [new(Step.PodStatus, StepResult.Unknown, why, command)],
            [Gaps.Of(new Message("fact.pods"), why)]);
        var plan = new Plan.LeaveAlone(next, null, Refused: false);
        var planned = new PlannedCase(new PullCase(cluster, PullFacts.NotAsked(why, now), verdict), plan);
        return Finding.Of(planned, new GateDecision.Leave(), mode);
    }
}
