using Remediator.Core.Failures;
using Remediator.Kubernetes;
using Remediator.Repair;

namespace Remediator.Tests.Repair;

/// <summary>What is said of a workload that has fewer pods after a repair than before.</summary>
public class RestartCheckTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 14, 9, 30, 0, TimeSpan.Zero);
    private static readonly Workload s_ui = new("Deployment", "ui");
    private static readonly Workload s_db = new("StatefulSet", "db");

    [Fact]
    public void A_Deployment_whose_evicted_pod_a_quota_forbids_is_said_to_lack_it()
    {
        var refused = Deployment(Condition("ReplicaFailure", "True", s_start.AddSeconds(9)));
        Assert.Equal("verify.not-replaced", RestartCheck.OfDeployment(s_ui, refused, isRestarted: false, s_start)?.Code);
    }

    [Theory]
    [InlineData("ReplicaFailure", "False", 9)]
    [InlineData("ReplicaFailure", "True", -600)]
    [InlineData("Progressing", "False", 9)]
    public void What_stood_there_before_or_is_about_a_rollout_of_others_is_not_told(string type, string status, int seconds) =>
        Assert.Null(RestartCheck.OfDeployment(
            s_ui, Deployment(Condition(type, status, s_start.AddSeconds(seconds))), isRestarted: false, s_start));

    [Fact]
    public void A_rollout_of_ours_that_does_not_progress_is_told() => Assert.Equal("verify.rollout-stuck", RestartCheck.OfDeployment(
        s_ui, Deployment(Condition("Progressing", "False", s_start.AddMinutes(9))), isRestarted: true, s_start)?.Code);

    [Theory]
    [InlineData(2, 9, "verify.not-replaced")]
    [InlineData(3, 9, null)]
    [InlineData(2, -9, null)]
    public void A_StatefulSet_of_three_that_has_two_pods_since_one_was_refused_is_told(int living, int seconds, string? said) =>
        Assert.Equal(said, RestartCheck.OfPods(s_db, new WorkloadObject { Spec = new RolloutSpec { Replicas = 3 } }, living,
            [Refused(seconds)], s_start)?.Code);

    [Fact]
    public void A_DaemonSet_has_a_pod_for_each_node_that_it_is_meant_for() =>
        Assert.Equal("verify.not-replaced", RestartCheck.OfPods(new Workload("DaemonSet", "agent"),
            new WorkloadObject { Status = new WorkloadStatus { DesiredNumberScheduled = 5 } }, 4, [Refused(9)], s_start)?.Code);

    private static ClusterEvent Refused(int seconds) =>
        new() { Message = "Error creating: exceeded quota", LastTimestamp = s_start.AddSeconds(seconds).UtcDateTime };

    private static WorkloadObject Deployment(WorkloadCondition condition) =>
        new() { Status = new WorkloadStatus { Conditions = [condition] } };

    private static WorkloadCondition Condition(string type, string status, DateTimeOffset since) =>
        new() { Type = type, Status = status, Reason = "FailedCreate", LastTransitionTime = since };
}
