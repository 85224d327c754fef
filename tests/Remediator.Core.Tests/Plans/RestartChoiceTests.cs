using Remediator.Core.Common;
using Remediator.Core.Failures;
using Remediator.Core.Plans;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Plans;

/// <summary>How stuck pods come to pull again, and when they are better left alone.</summary>
public class RestartChoiceTests
{
    private static readonly Message s_evicted = new("restart.none"), s_denied = new("gap.kubernetes.access-denied", ("call", "x"));

    private static readonly RestartCase s_case = new(new Workload("Deployment", "ui"), RestartWorkloads.Auto)
    {
        Stuck = 1,
        Rollout = Fact.Of<Rollout?>(new Rollout { NeedsRoom = true }),
        Room = Fact.Of<QuotaRoom>(new QuotaRoom.ForOneMore()),
    };

    [Theory]
    [InlineData("Job", "restart.job")]
    [InlineData("Pod", "restart.no-owner")]
    [InlineData("Workflow", "restart.other-owner")]
    [InlineData("TaskRun", "restart.other-owner")]
    [InlineData("SparkApplication", "restart.other-owner")]
    [InlineData("Node", "restart.other-owner")]
    public void A_pod_that_counts_as_failed_or_does_not_come_back_is_left_to_the_kubelet(string kind, string why)
    {
        foreach (var how in new[] { RestartWorkloads.Auto, RestartWorkloads.Rollout, RestartWorkloads.StuckPods })
            Assert.Equal(why, Left(s_case with { Workload = new Workload(kind, "ui"), How = how, Rollout = null }));
    }

    [Theory]
    [InlineData("ReplicaSet")]
    [InlineData("ReplicationController")]
    public void What_makes_another_pod_loses_its_stuck_ones(string kind) =>
        Assert.Equal("restart.none", Evicted(s_case with { Workload = new Workload(kind, "ui"), Rollout = null }));

    [Fact]
    public void A_workload_of_which_nothing_serves_is_rolled_out() => Assert.IsType<RestartChoice.RollOut>(RestartChoice.Of(s_case));

    [Fact]
    public void A_workload_of_which_something_serves_loses_its_stuck_pods() =>
        Assert.Equal("restart.none", Evicted(s_case with { AnyServes = true }));

    [Theory]
    [InlineData(1, 0, "restart.serving")]
    [InlineData(0, 1, "restart.debug-container")]
    [InlineData(1, 1, "restart.serving")]
    [InlineData(0, 0, "restart.none-waiting")]
    public void Without_a_stuck_pod_nothing_is_restarted_whatever_is_set(int serving, int debugged, string why)
    {
        foreach (var how in new[] { RestartWorkloads.Auto, RestartWorkloads.Rollout, RestartWorkloads.StuckPods })
            Assert.Equal(why, Left(s_case with { Stuck = 0, Serving = serving, Debugged = debugged, How = how }));
    }

    [Fact]
    public void A_workload_that_is_gone_is_said_to_be() =>
        Assert.Equal("restart.gone", Left(s_case with { Rollout = Fact.Of<Rollout?>(null), Stuck = 0 }));

    public static TheoryData<string, Rollout> Unchanged => new()
    {
        { "restart.paused", new Rollout { IsPaused = true } },
        { "restart.managed", new Rollout { Source = "Flux" } },
        { "restart.on-delete", new Rollout { IsOnDelete = true } },
        { "restart.ordered", new Rollout { IsOrdered = true } },
        { "restart.partition", new Rollout { Partition = 1 } },
    };

    [Theory]
    [MemberData(nameof(Unchanged))]
    public void A_template_is_not_changed_where_that_replaces_no_stuck_pod(string told, Rollout rollout) =>
        Assert.Equal(told, Evicted(s_case with { Rollout = Fact.Of<Rollout?>(rollout) }));

    [Fact]
    public void A_person_who_sets_rollout_overrules_the_source_alone()
    {
        var set = s_case with { How = RestartWorkloads.Rollout, AnyServes = true };
        Assert.IsType<RestartChoice.RollOut>(RestartChoice.Of(set with { Rollout = Fact.Of<Rollout?>(new Rollout { Source = "Flux" }) }));
        Assert.Equal("restart.ordered", Evicted(set with { Rollout = Fact.Of<Rollout?>(new Rollout { IsOrdered = true }) }));
    }

    [Fact]
    public void Without_room_or_without_knowing_it_only_the_stuck_pods_go()
    {
        Assert.Equal("restart.no-room", Evicted(s_case with { Room = Fact.Of<QuotaRoom>(new QuotaRoom.InPlaceOnly("few", "pods")) }));
        Assert.Equal("restart.room-unknown", Evicted(s_case with { Room = Fact.Gap<QuotaRoom>(s_denied) }));
        Assert.Equal("restart.unreadable", Evicted(s_case with { Rollout = Fact.Gap<Rollout?>(s_denied) }));
    }

    [Fact]
    public void What_could_not_be_read_is_an_unknown_beside_the_message()
    {
        Assert.Equal($"quotas of the namespace: {s_denied}", Unread(s_case with { Room = Fact.Gap<QuotaRoom>(s_denied) }));
        Assert.Equal($"workload: {s_denied}", Unread(s_case with { Rollout = Fact.Gap<Rollout?>(s_denied) }));
        Assert.Null(Unread(s_case with { Room = Fact.Of<QuotaRoom>(new QuotaRoom.InPlaceOnly("few", "pods")) }));
    }

    [Fact]
    public void A_rollout_that_takes_old_pods_away_first_needs_no_room()
    {
        var first = s_case with { Rollout = Fact.Of<Rollout?>(new Rollout()), Room = Fact.Gap<QuotaRoom>(s_denied) };
        Assert.IsType<RestartChoice.RollOut>(RestartChoice.Of(first));
    }

    [Fact]
    public void Under_an_exceeded_quota_no_pod_goes_since_none_would_come_back()
    {
        foreach (var how in new[] { RestartWorkloads.Auto, RestartWorkloads.Rollout, RestartWorkloads.StuckPods })
            Assert.Equal("restart.quota-exceeded",
                Left(s_case with { How = how, Room = Fact.Of<QuotaRoom>(new QuotaRoom.Exceeded("few", "pods")) }));
    }

    private static string Left(RestartCase it) => Assert.IsType<RestartChoice.Leave>(RestartChoice.Of(it)).Why.Code;

    private static string? Unread(RestartCase it) =>
        Assert.IsType<RestartChoice.Evict>(RestartChoice.Of(it)).Unread?.ToString();

    private static string Evicted(RestartCase it) => Assert.IsType<RestartChoice.Evict>(RestartChoice.Of(it)).Describe(s_evicted).Code;
}
