using Remediator.Cli.Terminal;
using Remediator.Sandbox;

namespace Remediator.Cli.Demo;

/// <summary>What is about to be seen.</summary>
internal static class Opening
{
    public static void Show(Page page, Scenario scenario, StatedEnd stated)
    {
        page.Line($"[bold aqua]remediator demo[/]  [bold]{Safe.Of(scenario.Name)}[/]");
        page.Line($"{Safe.Of(scenario.Title)}.");
        page.Line();
        page.Line("[dim]Nothing is mocked: the Lambda's own handler talks through the real AWS and Kubernetes clients to a small AWS with an EKS cluster, in this process on loopback.[/]");
        page.Line();
        page.Line($"Stated end → {Safe.Of(stated.Words)}.");
    }
}
