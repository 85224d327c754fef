using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;

namespace Remediator.Cli.Explain;

/// <summary>The same answer for people: which statement decides, and what a fix changes.</summary>
public static class ExplainView
{
    public static void Show(TerminalPage page, Explanation explanation)
    {
        if (explanation is Explanation.BadLine bad)
            page.Line($"[red]{page.Text(new Message("cli.explanation.line", ("line", bad.Line)))}[/]  {TerminalText.Escape(bad.Error)}");
        else if (explanation is Explanation.Answered answered)
        {
            Show(page, answered.Case, answered.Decision);
            foreach (var (one, decision) in answered.OfPull)
                page.Line($"  {TerminalText.Escape(one.Action)}: [{Colour(decision.Answer)}]{decision.Answer}[/]");
            if (answered.Fix is { } fix)
                Show(page, fix);
        }
        page.Line();
    }

    private static void Show(TerminalPage page, AccessCase question, Decision decision)
    {
        page.Line($"[bold {Colour(decision.Answer)}]{decision.Answer}[/]  {TerminalText.Escape(question.Action)}  "
            + TerminalText.Escape(question.Principal.Arn));
        foreach (var decider in decision.DecidedBy)
            page.Line($"  {page.Text(decider.Sid is { } sid
                ? new Message("cli.explanation.decider-by-sid", ("kind", decider.Policy.WireName), ("index", decider.Index),
                    ("statement", decider.Statement), ("sid", sid), ("matched", $"{decider.Matched}"))
                : new Message("cli.explanation.decider", ("kind", decider.Policy.WireName), ("index", decider.Index),
                    ("statement", decider.Statement), ("matched", $"{decider.Matched}")))}");
        foreach (var unknown in decision.Unknowns)
            page.Line($"  [olive]?[/] {page.Text(new Message("cli.explanation.unknown", ("key", unknown)))}");
    }

    private static void Show(TerminalPage page, Fix fix)
    {
        switch (fix)
        {
            case Fix.NotNeeded:
                page.Line($"  {page.Text(new Message("cli.explanation.not-needed"))}");
                break;
            case Fix.Refused refused:
                page.Line($"  [red]✗[/] {page.Text(new Message("cli.explanation.refused", ("why", refused.Why)))}");
                break;
            case Fix.Patch patch:
                Show(page, patch);
                break;
        }
    }

    private static void Show(TerminalPage page, Fix.Patch patch)
    {
        if (patch.After is null)
            page.Line($"  [olive]{page.Text(new Message("label.policy-deleted"))}[/]");
        foreach (var line in PolicyDiff.Of(patch.Before?.Text, patch.After?.Text))
            page.Line($"  {line}");
        foreach (var change in patch.Changes)
            page.Line($"  {TerminalText.Escape(change.Action)}: {change.Was} → [{Colour(change.Becomes)}]{change.Becomes}[/]");
        if (patch.Ask is { } ask)
            page.Line($"  [olive]![/] {page.Text(new Message("cli.explanation.ask", ("why", ask)))}");
        foreach (var warning in patch.Warnings)
            page.Line($"  [olive]![/] {page.Text(warning)}");
    }

    private static string Colour(PolicyAnswer answer) => answer switch
    {
        PolicyAnswer.Allowed => "green",
        PolicyAnswer.Unknown => "olive",
        _ => "red",
    };
}
