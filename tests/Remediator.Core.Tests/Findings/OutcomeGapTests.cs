using Remediator.Core.Plans;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Findings;

/// <summary>What could not be read while a change was carried out stands among the unknowns, and not only in the outcome.</summary>
public class OutcomeGapTests
{
    private static readonly Message s_gap = Gaps.Of(new Message("fact.quotas"), Situation.Denied);

    [Fact]
    public void A_gap_that_decided_about_the_restart_is_listed() =>
        Assert.Equal(["quotas of the namespace: access denied"], UnknownsOf(Patched(s_gap)));

    [Fact]
    public void The_same_gap_of_several_workloads_is_listed_once() => Assert.Single(UnknownsOf(Patched(s_gap, s_gap)));

    [Fact]
    public void What_the_outcome_says_is_no_gap_by_itself() => Assert.Empty(UnknownsOf(new Outcome.Patched(true, true,
        new Message("restart.failed", ("workload", "Deployment/ui"), ("why", Situation.Denied)))));

    private static Outcome.Patched Patched(params Message[] unread) =>
        new(true, true, new Message("verify.ready", ("restart", new Message("restart.none")))) { Unread = unread };

    private static IEnumerable<string> UnknownsOf(Outcome outcome) =>
        Situation.Found(outcome: outcome).Verdict.Unknowns.Select(unknown => $"{unknown}");
}
