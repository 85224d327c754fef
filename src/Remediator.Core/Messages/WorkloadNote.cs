using System.Text;
using Remediator.Core.Findings;

namespace Remediator.Core.Messages;

/// <summary>What an Event on a failing workload says, in one line: the cause, the incident's key, and the first next step.</summary>
public static class WorkloadNote
{
    /// <summary>
    /// Of UTF-8, as the API server counts a message where it limits it:
    /// https://github.com/kubernetes/kubernetes/blob/v1.33.0/pkg/apis/core/validation/events.go
    /// </summary>
    public const int MostBytes = 1024;

    /// <summary>A cause needs less; what is longer has names from outside in it.</summary>
    private const int LongestDiagnosis = 600;

    public static string Of(Finding finding, Language language)
    {
        var (report, catalogue) = (Report.Of(finding), Catalogue.In(language));
        var diagnosis = Cut(Untrusted.Line(catalogue.Text(Headline.Diagnosis(report))), LongestDiagnosis);
        if (Advice.For(report) is not [var advice, ..])
            return Fitting(catalogue.Text(OutcomeLine.Of(report)));
        var says = Untrusted.Line(catalogue.Sentence(advice.Says));
        if (advice.Command is not { } command)
            return Fitting(says);
        // half a command is worse than none
        var whole = With($"{says} {Untrusted.Line(command, MostBytes)}");
        return SizeOf(whole) <= MostBytes ? whole : Fitting($"{says} {catalogue.Text(new Message("label.command-elsewhere"))}");

        string With(string step) =>
            catalogue.Text(new Message("note.workload", ("diagnosis", diagnosis), ("key", report.Key), ("next", step)));

        string Fitting(string step) => With(Cut(step, MostBytes - SizeOf(With(""))));
    }

    private static int SizeOf(string text) => Encoding.UTF8.GetByteCount(text);

    /// <summary>At most so many bytes, cut between characters.</summary>
    private static string Cut(string text, int most)
    {
        if (SizeOf(text) <= most)
            return text;
        var (kept, left) = (new StringBuilder(), most - SizeOf("…"));
        foreach (var rune in text.EnumerateRunes())
        {
            if ((left -= rune.Utf8SequenceLength) < 0)
                break;
            kept.Append(rune);
        }
        return kept.Append('…').ToString();
    }
}
