using Remediator.Core.Failures;
using Remediator.Core.Plans;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Plans;

/// <summary>Where the text of a failed pull names another repository than the pod, no repository is written to.</summary>
public sealed class UnreconciledImageTests
{
    private static readonly PullFailure s_unreconciled = Situation.Failure() with
    {
        Unreconciled = new Message("image.not-in-spec", ("printed", "a"), ("container", "ui"), ("image", "b")),
    };

    [Fact]
    public void The_denying_policy_is_found_and_left_alone()
    {
        var verdict = Situation.Diagnosed(Situation.Facts, s_unreconciled);
        Assert.Equal(Cause.RepositoryPolicyDenies, verdict.Cause);
        var plan = Assert.IsType<Plan.LeaveAlone>(Situation.Planned(Situation.Facts, failure: s_unreconciled));
        Assert.Equal(("plan.unreconciled", true, null), (plan.Reason.Code, plan.Refused, plan.Proposal));
        Assert.IsType<Plan.PatchPolicy>(Situation.Planned(Situation.Facts));
    }

    [Fact]
    public void One_such_failure_among_those_of_an_incident_is_enough() =>
        Assert.NotNull(PullFailure.Whole([Situation.Failure(), s_unreconciled, Situation.Failure()]).Unreconciled);

    [Fact]
    public void The_evidence_says_why() =>
        Assert.Contains(EvidenceChain.Of(s_unreconciled),
            evidence => evidence is { Step: Step.ImageReference, Result: StepResult.Unknown, What.Code: "image.not-in-spec" });

    [Fact]
    public void The_evidence_names_the_volume_and_the_debug_container()
    {
        var volume = Situation.Failure(pods: [Situation.Pod() with { Volume = "model" }]);
        Assert.Contains(EvidenceChain.Of(volume), evidence => evidence.What.Code == "image.of-volume");
        var debug = Situation.Failure(pods: [Situation.Pod() with { Kind = ContainerKind.Ephemeral }]);
        Assert.Contains(EvidenceChain.Of(debug), evidence => evidence.What.Code == "image.of-ephemeral");
    }
}
