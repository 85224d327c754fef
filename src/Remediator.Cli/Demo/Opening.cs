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
        page.Line("[dim]Nothing is mocked: the Lambda's own handler talks through the AWS and Kubernetes clients[/]");
        page.Line("[dim]to a small AWS with an EKS cluster, which runs in this process on loopback.[/]");
        page.Line($"Stated end: {Safe.Of(stated.Words)}.");
    }
}
