using Remediator.Core.Findings;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Wording;

/// <summary>All that people read, in one language. A language is a case of this record, so the compiler holds that none lacks a text.</summary>
public abstract partial record Words
{
    private static readonly Words s_english = new English(), s_japanese = new Japanese();

    private Words() { }

    public static Words In(Language language) => language is Language.Ja ? s_japanese : s_english;

    /// <summary>As HTML names it: <c>en</c>, <c>ja</c>.</summary>
    public abstract string Tag { get; }

    public abstract CauseWords Of(Cause cause, Named named);

    public abstract string Of(Confidence confidence);

    public abstract string Of(Status status);

    public abstract string Of(Step step);

    public abstract string Of(StepResult result);

    public abstract string Of(Deed deed);

    public abstract string Of(Label label);

    public abstract string Of(PolicyAnswer answer);

    /// <param name="why">The reason, as the machine payload gives it; only some hints have one.</param>
    public abstract string Of(Hint hint, string why);

    /// <summary>A reason as the machine payload gives it, as a sentence of this language where it is known, else as it stands.</summary>
    public abstract string Sentence(string reason);

    /// <summary>The same inside a line: without what makes it a sentence.</summary>
    public abstract string Phrase(string reason);

    public string Phrase(Message reason) => reason is { Code: "text", Arguments: [(_, MessageValue.Text { Value: var text })] } ? Phrase(text) : Catalogue.In(Tag == "ja" ? Language.Ja : Language.En).Text(reason);

    public string Sentence(Message reason) => reason is { Code: "text", Arguments: [(_, MessageValue.Text { Value: var text })] } ? Sentence(text) : Catalogue.In(Tag == "ja" ? Language.Ja : Language.En).Sentence(reason);

    public abstract string Answer(string action, string principal, PolicyAnswer was, PolicyAnswer becomes);

    /// <summary>What was wrong, where it no longer is.</summary>
    public abstract string Over(string diagnosis);

    /// <summary>How many pods of a workload fail, or run and would fail.</summary>
    public abstract string Count(int pods, bool ahead);

    public abstract string More(int workloads);

    /// <summary>One pod of many, where there is room for one line only.</summary>
    public abstract string Place(string workload, string ns, string cluster, int pods);

    public abstract string PulledBy(string role, string how);
}
