using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Plans;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Findings;

/// <summary>A failure with what was read about it and the verdict.</summary>
public sealed record PullCase(PullFailure Failure, PullFacts Facts, Verdict Verdict)
{
    public Puller? Puller => Facts.Puller.ValueOrNull();

    /// <summary>The key of the incident that this is.</summary>
    public string Key => IncidentKey.Of(Failure, Puller, Verdict.Cause);

    /// <summary>
    /// Several images of one repository were taken for one failure, and the cause may be another one for each of them.
    /// </summary>
    public bool IsOfEachImage => Failure.Images.Count > 1
        && (Verdict.Cause.Subject is CauseSubject.Image
            || (Failure.Symptom is Symptom.Forbidden && Verdict.Cause is (Cause.DeniedElsewhere or Cause.Undetermined)));

    public static PullCase Diagnose(PullFailure failure, PullFacts facts) => new(failure, facts, Diagnosis.Of(failure, facts));

    /// <summary>
    /// Node groups may share a role: failures that turned out to be one incident are diagnosed once more as one, so that its evidence
    /// counts all.
    /// </summary>
    public static IReadOnlyList<PullCase> OneAnIncident(IEnumerable<PullCase> cases) =>
    [
        .. from one in cases
           group one by one.Key into alike
           let merged = IncidentMerge.Of([.. alike.Select(one => (one.Failure, one.Facts))])
           select alike.Count() == 1 ? alike.First() : Diagnose(merged.Failure, merged.Facts),
    ];

    public PlannedCase Planned(Guardrails guardrails) => new(this, Plan.For(Failure, Facts, Verdict, guardrails));
}

/// <summary>A case with what should be done about it.</summary>
public sealed record PlannedCase(PullCase Case, Plan Plan)
{
    /// <summary>From the start of the invocation to the plan.</summary>
    public TimeSpan DiagnosisTime { get; init; }

    public PullFailure Failure => Case.Failure;

    public PullFacts Facts => Case.Facts;

    public Verdict Verdict => Case.Verdict;

    public string Key => Case.Key;
}
