using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Plans;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Findings;

/// <summary>What would happen to pods that run today if they had to pull again: an eviction, a new node or a rollout is enough.</summary>
public static class NextPull
{
    /// <param name="use">Running pods of one image; see <see cref="PullFailure.IsAhead"/>.</param>
    /// <returns>Null where nothing that could be read makes the pull fail.</returns>
    public static Finding? Of(PullFailure use, PullFacts facts, Guardrails guardrails)
    {
        var isServed = facts.Image is not Fact<ImageInRepository>.Known { Value: not ImageInRepository.Present };
        var ahead = use with { Symptom = isServed ? Symptom.Forbidden : Symptom.NotFound };
        var verdict = Diagnosis.Of(ahead, facts);
        return verdict.Cause is Cause.DeniedElsewhere or Cause.Undetermined
            ? null
            : Finding.Of(
                new PlannedCase(new PullCase(ahead, facts, verdict), WithoutChange(Plan.For(ahead, facts, verdict, guardrails))),
                new GateDecision.Leave(), guardrails.Mode);
    }

    /// <summary>Nobody is paged yet, so nothing is changed: the change may be intended.</summary>
    private static Plan.LeaveAlone WithoutChange(Plan plan) =>
        new(plan is Plan.PatchPolicy ? new Message("plan.nothing-fails-yet") : plan.Why, plan.Proposal, Refused: false);
}
