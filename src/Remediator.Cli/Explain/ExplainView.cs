using System.Text.Json;
using System.Text.Json.Nodes;
using Remediator.Core.Policies;
using Spectre.Console;

namespace Remediator.Cli.Explain;

/// <summary>The same answer for people: which statement decides, and what a fix changes.</summary>
public static class ExplainView
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Show(IAnsiConsole console, Explanation explanation)
    {
        if (explanation is Explanation.BadLine bad)
            console.MarkupLine($"[red]line {bad.Line}[/]  {Safe(bad.Error)}");
        else if (explanation is Explanation.Answered answered)
        {
            Show(console, answered.Case, answered.Decision);
            if (answered.Fix is { } fix) Show(console, fix);
        }
        console.WriteLine();
    }

    private static void Show(IAnsiConsole console, AccessCase question, Decision decision)
    {
        console.MarkupLine($"[bold {Colour(decision.Answer)}]{decision.Answer}[/]  {Safe(question.Action)}  {Safe(question.Principal.Arn)}");
        foreach (var decider in decision.DecidedBy)
        {
            var sid = decider.Sid is null ? "" : $" \"{decider.Sid}\"";
            console.MarkupLine($"  {Safe($"{decider.Policy} policy {decider.Index}, statement {decider.Statement}{sid}: {decider.Matched}")}");
        }
        foreach (var unknown in decision.Unknowns) console.MarkupLine($"  [yellow]not known:[/] {Safe(unknown)}");
    }

    private static void Show(IAnsiConsole console, Fix fix)
    {
        switch (fix)
        {
            case Fix.NotNeeded:
                console.MarkupLine("  the repository policy denies no pull");
                break;
            case Fix.Refused refused:
                console.MarkupLine($"  [red]no fix:[/] {Safe(refused.Why)}");
                break;
            case Fix.Patch patch:
                Show(console, patch);
                break;
        }
    }

    private static void Show(IAnsiConsole console, Fix.Patch patch)
    {
        if (patch.After is null) console.MarkupLine("  [yellow]nothing is left: the policy is deleted[/]");
        foreach (var (mark, line) in LineDiff.Of(Lines(patch.Before), patch.After is null ? [] : Lines(patch.After)))
            console.MarkupLine(mark switch
            {
                '-' => $"  [red]- {Safe(line)}[/]",
                '+' => $"  [green]+ {Safe(line)}[/]",
                _ => $"    {Safe(line)}",
            });
        foreach (var change in patch.Changes)
            console.MarkupLine($"  {Safe(change.Action)}: {change.Was} → [{Colour(change.Becomes)}]{change.Becomes}[/]");
        if (patch.Ask is { } ask) console.MarkupLine($"  [yellow]a person has to approve it:[/] {Safe(ask)}");
        foreach (var warning in patch.Warnings) console.MarkupLine($"  [yellow]{Safe(warning)}[/]");
    }

    private static string[] Lines(PolicyDocument policy) => JsonNode.Parse(policy.Text)!.ToJsonString(Indented).ReplaceLineEndings("\n").Split('\n');

    private static string Colour(PolicyAnswer answer) => answer switch
    {
        PolicyAnswer.Allowed => "green",
        PolicyAnswer.Unknown => "yellow",
        _ => "red",
    };

    /// <summary>Neither markup nor anything that a terminal would obey or hide.</summary>
    private static string Safe(string text) => Markup.Escape(string.Concat(text.Where(letter =>
        char.GetUnicodeCategory(letter) is not (System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format))));
}
