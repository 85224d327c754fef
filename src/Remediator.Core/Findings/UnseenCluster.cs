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
    private const string NoEntry = "gap.kubernetes.unknown-role", NoRights = "gap.kubernetes.access-denied";

    /// <param name="cluster">See <see cref="PullFailure.OfCluster"/>.</param>
    public static Finding Of(PullFailure cluster, DateTimeOffset now, Mode mode)
    {
        var (why, scope) = (cluster.Unseen!, cluster.Scope);
        var command = scope.IsPattern ? ShellCommands.ListClusters(scope) : ShellCommands.DescribeCluster(scope);
        var next = NextStep(scope, why);
        var verdict = new Verdict(Cause.Undetermined, Confidence.Unknown,
            [new(Step.PodStatus, StepResult.Unknown, why, command)],
            [Gaps.Of(new Message("fact.pods"), why)]);
        var plan = new Plan.LeaveAlone(next, null, Refused: false) { Command = CommandFor(scope, why) };
        var planned = new PlannedCase(new PullCase(cluster, PullFacts.NotAsked(why, now), verdict), plan);
        return Finding.Of(planned, new GateDecision.Leave(), mode);
    }

    private static Message NextStep(Scope scope, Message why) => (scope.IsPattern, why.Code) switch
    {
        (true, _) => new Message("unlisted.next", ("account", scope.Account), ("region", scope.Region)),
        (_, NoEntry) => new Message("unseen.let-in"),
        (_, NoRights) => new Message("unseen.grant"),
        _ => new Message("unseen.next"),
    };

    private static string? CommandFor(Scope scope, Message why) => (scope.IsPattern, why.Code) switch
    {
        (false, NoEntry) => $"{ShellCommands.LetInto(scope)}; {ShellCommands.GrantReads}",
        (false, NoRights) => ShellCommands.GrantReads,
        _ => null,
    };
}
