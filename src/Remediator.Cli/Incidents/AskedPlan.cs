using Remediator.Core.Messages;

namespace Remediator.Cli.Incidents;

/// <summary>The plan that an approval would apply.</summary>
internal static class AskedPlan
{
    /// <summary>Shows the plan with its policy change; false where it cannot be approved now.</summary>
    public static async Task<bool> ShowAsync(TerminalPage page, OpenTable table, string hash, CancellationToken cancelled)
    {
        if (await table.Store.ApprovalAsync(hash, cancelled) is not { } approval)
        {
            page.Line($"[red]✗[/] {page.Text(new Message("decision.nobody-asked", ("hash", hash)))}");
            return false;
        }
        if (approval.WhyNot(TimeProvider.System.GetUtcNow()) is { } why)
        {
            page.Line($"[red]✗[/] {page.Text(new Message("decision.closed", ("hash", hash), ("why", why)))}");
            return false;
        }
        Report? plan = null;
        foreach (var ask in approval.Asks)
            if (await table.Store.IncidentAsync(ask.Incident, cancelled) is { } incident
                && StoredReport.Read(JsonNode.Parse(incident.Finding)!.AsObject()) is { Change: { } change } report && change.Hash == hash)
            {
                plan ??= report;
                page.Line($"[bold]{TerminalText.Escape(incident.Key)}[/]  {TerminalText.Escape(report.Cluster)}  "
                    + $"{TerminalText.Escape(report.First.Namespace)}/{TerminalText.Escape(report.First.Workload)}  "
                    + TerminalText.Escape(report.Image.Text));
            }
        if (plan is null)
        {
            page.Line($"[red]✗[/] {page.Text(new Message("cli.decision.no-plan"))}");
            return false;
        }
        PlanView.Show(page, plan);
        page.Line();
        return true;
    }
}
