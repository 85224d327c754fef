using Remediator.Core.Plans;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Findings;

/// <summary>What could not be read while a change was carried out stands among the unknowns, and not only in the outcome.</summary>
public class OutcomeGapTests
{
    private static readonly Message s_evicted = new("restart.evicted", ("workload", "Deployment/ui"), ("count", 1));

    [Theory]
    [InlineData("restart.room-unknown", "quotas of the namespace: access denied")]
    [InlineData("restart.unreadable", "workload: access denied")]
    public void A_gap_that_decided_about_the_restart_is_listed(string code, string unknown)
    {
        Message restart = code == "restart.room-unknown"
            ? new("restart.room-unknown", ("workload", "Deployment/ui"), ("why", Situation.Denied), ("instead", s_evicted))
            : new("restart.unreadable", ("workload", "Deployment/ui"), ("why", Situation.Denied), ("instead", s_evicted));
        Assert.Equal([unknown],
            UnknownsOf(new("verify.ready", ("restart", new Message("restart.all", ("workloads", (Message[])[restart]))))));
    }

    [Fact]
    public void What_a_restart_left_behind_and_could_not_be_read_is_listed() =>
        Assert.Equal(["workload: access denied"], UnknownsOf(new("verify.left-behind",
            ("verification", new Message("verify.ready", ("restart", s_evicted))),
            ("left", new Message("verify.left-unread", ("workload", "Deployment/ui"), ("why", Situation.Denied))))));

    [Fact]
    public void The_same_gap_of_several_workloads_is_listed_once()
    {
        Message Of(string workload) =>
            new("restart.room-unknown", ("workload", workload), ("why", Situation.Denied), ("instead", s_evicted));
        Assert.Single(UnknownsOf(new("restart.all", ("workloads", (Message[])[Of("Deployment/a"), Of("Deployment/b")]))));
    }

    [Fact]
    public void A_refused_eviction_is_no_gap() =>
        Assert.Empty(UnknownsOf(new("restart.failed", ("workload", "Deployment/ui"), ("why", Situation.Denied))));

    private static IEnumerable<string> UnknownsOf(Message verification) =>
        Situation.Found(outcome: new Outcome.Patched(true, true, verification)).Verdict.Unknowns.Select(unknown => $"{unknown}");
}
