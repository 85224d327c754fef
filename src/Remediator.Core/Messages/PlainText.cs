using System.Text;

namespace Remediator.Core;

/// <summary>The e-mail: verdict first, then what was done, the evidence, the change, and the commands. 72 columns, except where a command must stay in one piece.</summary>
public static class PlainText
{
    private const int Columns = 72;
    private const int ExamplesShown = 10;

    public static string Of(Finding finding)
    {
        var text = new StringBuilder();
        Paragraph(text, Headline.Diagnosis(finding));
        Paragraph(text, Headline.Deed(finding));
        // what a patch did stands in the evidence; only what went otherwise needs its reason up here
        if (finding.Outcome is not Outcome.Patched { Pulled: true } && finding.Outcome.Why is { } why)
            Paragraph(text, Sentence(why));

        Heading(text, "NEXT");
        foreach (var advice in Advice.For(finding))
        {
            Wrap(text, $"- {Untrusted.Line(advice.Says)}", "  ");
            if (advice.Command is { } command)
                text.AppendLine($"  {command}");
        }
        Heading(text, "WHERE");
        Where(text, finding);
        Heading(text, "EVIDENCE");
        foreach (var evidence in finding.Verdict.Evidence)
            Wrap(text, $"[{Mark(evidence.Result)}] {Names.Of(evidence.Step)}: {Untrusted.Line(evidence.What)}", "       ");
        if (finding.Verdict.Unknowns.Count > 0)
        {
            Heading(text, "NOT KNOWN");
            foreach (var unknown in finding.Verdict.Unknowns)
                Wrap(text, $"- {Untrusted.Line(unknown)}", "  ");
        }
        if (finding.Plan.Proposal is { } patch)
            Change(text, finding, patch);
        Heading(text, "THE SAME BY HAND");
        foreach (var command in finding.Verdict.Evidence.Where(e => e.Step is not Step.Remediation).Select(e => e.Command).OfType<string>().Distinct())
            text.AppendLine(command);
        text.AppendLine().AppendLine($"Incident {finding.Key}");
        return text.ToString();
    }

    private static void Where(StringBuilder text, Finding finding)
    {
        var failure = finding.Failure;
        Wrap(text, $"cluster   {Untrusted.Line(failure.Scope.Cluster)} ({failure.Scope.Account}, {failure.Scope.Region})", "          ");
        Wrap(text, $"image     {Untrusted.Line(failure.Image.ToString() ?? "")}", "          ");
        if (finding.Puller is { } puller)
            Wrap(text, $"puller    {puller.Role} ({Untrusted.Line(puller.How)})", "          ");
        foreach (var affected in failure.Workloads.Take(ExamplesShown))
            Wrap(text, $"workload  {Untrusted.Line(affected.Namespace)} {Untrusted.Line(affected.Workload.ToString())}, {affected.Pods} {(failure.IsAhead ? "running" : "failing")}", "          ");
        if (failure.Workloads.Count > ExamplesShown)
            text.AppendLine($"          and {failure.Workloads.Count - ExamplesShown} more workloads");
    }

    private static void Change(StringBuilder text, Finding finding, PolicyPatch patch)
    {
        Heading(text, finding.Outcome is Outcome.Patched ? "THESE ANSWERS CHANGED, NO OTHERS" : "THESE ANSWERS WOULD CHANGE, NO OTHERS");
        foreach (var change in patch.Changes)
            Wrap(text, $"{change.Action} for {Untrusted.Line(change.Principal)}: {change.Was} -> {change.Becomes}", "  ");
        foreach (var warning in patch.Warnings)
            Wrap(text, $"! {Untrusted.Line(warning)}", "  ");
        Wrap(text, $"plan {patch.Hash}", "  ");
        Heading(text, "THE POLICY BEFORE (to put it back)");
        text.AppendLine(Untrusted.Json(patch.Before.Text));
    }

    private static string Mark(StepResult result) => result switch
    {
        StepResult.Pass => " ok ",
        StepResult.Fail => "FAIL",
        StepResult.Unknown => " ?? ",
        _ => " -- ",
    };

    private static string Sentence(string why)
    {
        var line = Untrusted.Line(why);
        return line.Length == 0 ? line : $"{char.ToUpperInvariant(line[0])}{line[1..]}.";
    }

    private static void Heading(StringBuilder text, string heading) => text.AppendLine().AppendLine(heading);

    private static void Paragraph(StringBuilder text, string sentence) => Wrap(text, sentence, "");

    private static void Wrap(StringBuilder text, string line, string indent)
    {
        var column = 0;
        foreach (var word in line.Split(' '))
        {
            if (column > indent.Length && column + 1 + word.Length > Columns)
            {
                text.AppendLine().Append(indent);
                column = indent.Length;
            }
            else if (column > 0)
            {
                text.Append(' ');
                column++;
            }
            text.Append(word);
            column += word.Length;
        }
        text.AppendLine();
    }
}
