using System.Text;
using Remediator.Core.Common;
using Remediator.Core.Plans;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Messages;

/// <summary>The e-mail: the verdict first, then the evidence, what was done, what to do next, and the commands. 72 columns, except where a word is longer.</summary>
public static class PlainText
{
    private const int WorkloadsShown = 10;

    public static string Of(Report report, Words words)
    {
        var mail = new Mail();
        mail.Paragraph(Headline.Diagnosis(report, words));
        mail.Paragraph(Headline.Done(report, words));
        mail.Line();
        mail.Paragraph(Headline.Proof(report, words));

        mail.Heading(words.Of(Label.Where));
        Where(mail, report, words);
        mail.Heading(words.Of(Label.Evidence));
        foreach (var evidence in report.Evidence.Where(evidence => evidence.Step < Step.Remediation))
            Link(mail, evidence, words);
        if (report.Unknowns.Count > 0)
        {
            mail.Heading(words.Of(Label.NotKnown));
            foreach (var unknown in report.Unknowns)
                mail.Item(Untrusted.Line(words.Phrase(unknown)));
        }
        Done(mail, report, words);
        mail.Heading(words.Of(Label.Next));
        foreach (var advice in Advice.For(report, words))
        {
            mail.Item(Untrusted.Line(advice.Says));
            if (advice.Command is { } command)
                mail.Command(command, "  ");
        }
        Commands(mail, report, words);
        if (report.Change is { } change)
        {
            mail.Heading(words.Of(Label.PolicyBefore));
            mail.Json(change.Before.Text);
        }
        mail.Line();
        mail.Line($"{words.Of(Label.Incident)} {report.Key}");
        return mail.ToString();
    }

    private static void Where(Mail mail, Report report, Words words)
    {
        mail.Row(words.Of(Label.Cluster), $"{Untrusted.Line(report.Cluster)}{(report.Scope is { } scope ? $" ({scope.Account}, {scope.Region})" : "")}");
        mail.Row(words.Of(Label.Image), Untrusted.Line(report.Image.Text));
        if (report.Puller is { } puller)
            mail.Row(words.Of(Label.Puller), $"{puller} ({Untrusted.Line(words.Phrase(report.How))})");
        foreach (var one in report.Workloads.Take(WorkloadsShown))
            mail.Row(words.Of(Label.Workload), $"{Untrusted.Line(one.Namespace)} {Untrusted.Line(one.Workload)}, {words.Count(one.Pods, report.IsAhead)}");
        if ((report.WorkloadCount ?? report.Workloads.Count) - WorkloadsShown is > 0 and var more)
            mail.Row("", words.More(more));
    }

    private static void Link(Mail mail, Evidence evidence, Words words) =>
        mail.Item($"[{words.Of(evidence.Result)}] {words.Of(evidence.Step)}: {Untrusted.Line(words.Phrase(evidence.What))}", "");

    /// <summary>What happened, link by link, and the answers that it changed; with nothing done, what the change would be.</summary>
    private static void Done(Mail mail, Report report, Words words)
    {
        mail.Heading(words.Of(Label.WhatWasDone));
        // what a person does about the cause stands under the next heading
        if (report is { Result: nameof(Outcome.None), Action: nameof(Plan.LeaveAlone), IsRefusal: false })
            mail.Paragraph(Headline.Done(report, words));
        else
            foreach (var evidence in report.Evidence.Where(evidence => evidence.Step >= Step.Remediation))
                Link(mail, evidence, words);
        if (report.Change is not { } change)
            return;
        mail.Heading(words.Of(report.Result == nameof(Outcome.Patched) ? Label.AnswersChanged : Label.AnswersWouldChange));
        foreach (var answer in change.Answers)
            mail.Item(words.Answer(answer.Action, Untrusted.Line(answer.Principal), answer.Was, answer.Becomes));
        foreach (var warning in change.Warnings)
            mail.Item($"! {Untrusted.Line(words.Phrase(warning))}", "");
        mail.Row(words.Of(Label.Plan), change.Hash);
    }

    private static void Commands(Mail mail, Report report, Words words)
    {
        mail.Heading(words.Of(Label.Commands));
        foreach (var command in report.Evidence.Where(evidence => evidence.Step < Step.Remediation).Select(evidence => evidence.Command).OfType<string>().Distinct())
            mail.Command(command, "");
    }

    /// <summary>Lines being written.</summary>
    private sealed class Mail
    {
        private readonly StringBuilder text = new();

        public void Line(string line = "") => text.Append(line.TrimEnd()).Append('\n');

        public void Heading(string heading)
        {
            Line();
            Line(heading);
        }

        public void Paragraph(string sentence) => Wrap(sentence, "");

        public void Item(string sentence, string bullet = "- ") => Wrap($"{bullet}{sentence}", "  ");

        public void Row(string name, string value)
        {
            const int width = 14;
            // a value that is too long for a line still begins beside its name
            var lines = Columns.Wrapped($"{new string('\u00a0', width)}{value}", new string(' ', width)).ToArray();
            Line($"{name}{new string(' ', Math.Max(1, width - Columns.Of(name)))}{lines[0].TrimStart('\u00a0')}");
            foreach (var line in lines.Skip(1))
                Line(line);
        }

        public void Command(string command, string indent)
        {
            foreach (var line in CommandLines.Of(command))
                Line($"{indent}{line}");
        }

        public void Json(string json)
        {
            foreach (var line in Untrusted.Json(JsonText.Indented(json)).Split('\n'))
                Line(line);
        }

        public override string ToString() => text.ToString();

        private void Wrap(string sentence, string indent)
        {
            foreach (var line in Columns.Wrapped(sentence, indent))
                Line(line.Replace('\u00a0', ' '));
        }
    }
}
