using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;
using Spectre.Console;

namespace Remediator.Cli.Explain;

/// <summary>The same answer for people: which statement decides, and what a fix changes.</summary>
public static class ExplainView
{
    public static void Show(IAnsiConsole console, Explanation explanation)
    {
        if (explanation is Explanation.BadLine bad)
            console.MarkupLine($"[red]line {bad.Line}[/]  {TerminalText.Escape(bad.Error)}");
        else if (explanation is Explanation.Answered answered)
        {
            Show(console, answered.Case, answered.Decision);
            foreach (var (one, decision) in answered.OfPull)
                console.MarkupLine($"  {TerminalText.Escape(one.Action)}: [{Colour(decision.Answer)}]{decision.Answer}[/]");
            if (answered.Fix is { } fix)
                Show(console, fix);
        }
        console.WriteLine();
    }

    private static void Show(IAnsiConsole console, AccessCase question, Decision decision)
    {
        console.MarkupLine(
            $"[bold {Colour(decision.Answer)}]{decision.Answer}[/]  {TerminalText.Escape(question.Action)}  "
            + $"{TerminalText.Escape(question.Principal.Arn)}");
        foreach (var decider in decision.DecidedBy)
        {
            var sid = decider.Sid is null ? "" : $" \"{decider.Sid}\"";
            var text = $"{decider.Policy.WireName} policy {decider.Index}, statement {decider.Statement}{sid}: {decider.Matched}";
            console.MarkupLine($"  {TerminalText.Escape(text)}");
        }
        foreach (var unknown in decision.Unknowns)
            console.MarkupLine($"  [olive]not known:[/] {TerminalText.Escape(unknown)}");
    }

    private static void Show(IAnsiConsole console, Fix fix)
    {
        switch (fix)
        {
            case Fix.NotNeeded:
                console.MarkupLine("  the repository policy denies no pull");
                break;
            case Fix.Refused refused:
                console.MarkupLine($"  [red]no fix:[/] {TerminalText.Escape($"{refused.Why}")}");
                break;
            case Fix.Patch patch:
                Show(console, patch);
                break;
        }
    }

    private static void Show(IAnsiConsole console, Fix.Patch patch)
    {
        if (patch.After is null)
            console.MarkupLine("  [olive]nothing is left: the policy is deleted[/]");
        foreach (var line in PolicyDiff.Of(patch.Before?.Text, patch.After?.Text))
            console.MarkupLine($"  {line}");
        foreach (var change in patch.Changes)
            console.MarkupLine($"  {TerminalText.Escape(change.Action)}: {change.Was} → [{Colour(change.Becomes)}]{change.Becomes}[/]");
        if (patch.Ask is { } ask)
            console.MarkupLine($"  [olive]needs approval:[/] {TerminalText.Escape($"{ask}")}");
        foreach (var warning in patch.Warnings)
            console.MarkupLine($"  [olive]{TerminalText.Escape($"{warning}")}[/]");
    }

    private static string Colour(PolicyAnswer answer) => answer switch
    {
        PolicyAnswer.Allowed => "green",
        PolicyAnswer.Unknown => "olive",
        _ => "red",
    };
}
