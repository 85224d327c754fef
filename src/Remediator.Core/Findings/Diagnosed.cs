namespace Remediator.Core;

/// <summary>A failure with all that is known and planned about it, before anything is done.</summary>
public sealed record Diagnosed(PullFailure Failure, Facts Facts, Verdict Verdict, Plan Plan)
{
    /// <summary>From the start of the invocation to here.</summary>
    public TimeSpan Took { get; init; }

    public static Diagnosed Of(PullFailure failure, Facts facts, Rails rails)
    {
        var verdict = Diagnosis.Of(failure, facts);
        return new(failure, facts, verdict, Plan.For(failure, facts, verdict, rails));
    }

    public Finding Told(Outcome outcome, Rails rails) => Finding.Of(Failure, Facts, Verdict, Plan, outcome, rails) with { Took = Took };

    public string Key(Rails rails) => Told(new Outcome.None(), rails).Key;
}
