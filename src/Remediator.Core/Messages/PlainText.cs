using Remediator.Core.Plans;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Messages;

/// <summary>The email: what is broken and for whom, what was done, what to do next, why that is sure, and then the details.</summary>
public static class PlainText
{
    private const int WorkloadsShown = 10;

    public static string Of(Report report, Catalogue catalogue)
    {
        var mail = new MailWriter(catalogue);
        mail.Paragraph(Untrusted.Line(catalogue.Text(Headline.Diagnosis(report))));
        mail.Paragraph(catalogue.Text(OutcomeLine.Of(report)));
        Where(mail, report);
        NextSteps(mail, report);
        WhySure(mail, report);
        Done(mail, report);
        Commands(mail, report);
        if (report is { Change: { } change, ChangeState: not ChangeState.Obsolete })
        {
            mail.Heading(Labels.PolicyHeading(report));
            if (change.Before is { } before)
                mail.Json(before.Text);
            else
                mail.Paragraph(catalogue.Text(Labels.NoPolicy(report)));
        }
        mail.Line();
        mail.Line($"{catalogue.Text(new Message("label.incident"))} {report.Key}");
        return mail.ToString();
    }

    private static void Where(MailWriter mail, Report report)
    {
        mail.Heading(new Message("label.where"));
        var account = report.Scope is { } scope ? $" ({scope.Account}, {scope.Region})" : "";
        mail.Row(new Message("label.cluster"), $"{Untrusted.Line(report.Cluster)}{account}");
        if (report.Unseen is null)
            mail.Row(new Message("label.image"), Untrusted.Line(report.Image.Text));
        foreach (var image in report.OtherImages)
            mail.Row(null, Untrusted.Line(image));
        if (report is { Puller: { } puller, How: { } how })
            mail.Row(new Message("label.puller"), $"{puller} ({Untrusted.Line(mail.Catalogue.Text(how))})");
        foreach (var one in report.Workloads.Take(WorkloadsShown))
        {
            var count = mail.Catalogue.Text(Labels.Count(one.Pods, report));
            mail.Row(new Message("label.workload"), $"{Untrusted.Line(one.Namespace)} {Untrusted.Line(one.Workload)}, {count}");
        }
        if ((report.WorkloadCount ?? report.Workloads.Count) - WorkloadsShown is > 0 and var more)
            mail.Row(null, mail.Catalogue.Text(new Message("line.more-workloads", ("count", more))));
        if (Labels.Nodes(report) is { } nodes)
            mail.Row(new Message("label.node"), mail.Catalogue.Text(nodes));
    }

    private static void NextSteps(MailWriter mail, Report report)
    {
        var steps = Advice.For(report);
        if (steps.Count > 0)
            mail.Heading(new Message("label.next"));
        foreach (var advice in steps)
        {
            mail.Item(Untrusted.Line(mail.Catalogue.Sentence(advice.Says)));
            if (advice.Command is { } command)
                mail.Line($"  {command}");
            foreach (var snippet in advice.Code)
                mail.Snippet(snippet);
        }
    }

    private static void WhySure(MailWriter mail, Report report)
    {
        mail.Heading(Labels.EvidenceHeading(report));
        mail.Paragraph(mail.Catalogue.Sentence(Headline.Proof(report)));
        foreach (var evidence in report.Evidence.Where(evidence => evidence.Step < Step.Remediation))
            Add(mail, evidence);
        // of a cluster that was not checked, the one reason stands above
        if (report.Unknowns.Count == 0 || report.Unseen is not null)
            return;
        mail.Heading(new Message("label.not-known"));
        foreach (var unknown in report.Unknowns)
            mail.Item(Untrusted.Line(mail.Catalogue.Text(unknown)));
    }

    private static void Add(MailWriter mail, Evidence evidence) => mail.Item(
        $"[{mail.Catalogue.Text(Labels.Of(evidence.Result))}] {mail.Catalogue.Text(Labels.Of(evidence.Step))}: "
        + Untrusted.Line(mail.Catalogue.Text(evidence.What)), "");

    /// <summary>What happened, step by step, and the permissions that it changed; with nothing done, what the change would be.</summary>
    private static void Done(MailWriter mail, Report report)
    {
        mail.Heading(new Message("label.what-was-done"));
        // what a person does about the cause stands under the next steps
        if (report is { Result: Outcome.None.WireName, Action: Plan.LeaveAlone.WireName, IsRefusal: false })
            mail.Paragraph(mail.Catalogue.Text(OutcomeLine.Of(report)));
        else
            foreach (var evidence in report.Evidence.Where(evidence => evidence.Step >= Step.Remediation))
                Add(mail, evidence);
        if (report.Change is not { } change || Labels.PermissionsHeading(report) is not { } heading)
            return;
        mail.Heading(heading);
        foreach (var permission in Labels.Permissions(change, principal => Untrusted.Line(principal)))
            mail.Item(mail.Catalogue.Text(permission));
        foreach (var warning in change.Warnings)
            mail.Item($"! {Untrusted.Line(mail.Catalogue.Text(warning))}", "");
        mail.Row(new Message("label.plan"), change.Hash);
    }

    private static void Commands(MailWriter mail, Report report)
    {
        mail.Heading(new Message("label.commands"));
        var commands = report.Evidence.Where(evidence => evidence.Step < Step.Remediation).Select(evidence => evidence.Command);
        foreach (var command in commands.OfType<string>().Distinct())
            mail.Line(command);
    }
}
