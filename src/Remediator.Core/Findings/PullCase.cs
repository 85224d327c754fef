using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Plans;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Findings;

/// <summary>A failure with all that is known and planned about it, before anything is done.</summary>
public sealed record PullCase(PullFailure Failure, PullFacts Facts, Verdict Verdict, Plan Plan)
{
    /// <summary>From the start of the invocation to here.</summary>
    public TimeSpan Took { get; init; }

    public static PullCase Of(PullFailure failure, PullFacts facts, Guardrails guardrails)
    {
        var verdict = Diagnosis.Of(failure, facts);
        return new(failure, facts, verdict, Plan.For(failure, facts, verdict, guardrails));
    }

    public Finding Told(Outcome outcome, Guardrails guardrails) =>
        Finding.Of(Failure, Facts, Verdict, Plan, outcome, guardrails) with { Took = Took };

    public string Key(Guardrails guardrails) => Told(new Outcome.None(), guardrails).Key;
}
