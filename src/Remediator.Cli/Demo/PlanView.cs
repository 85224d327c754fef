using System.Text.Json.Nodes;
using Remediator.Cli.Terminal;
using Spectre.Console;

namespace Remediator.Cli.Demo;

/// <summary>The plan: why, the policy's difference, and the answers that differ.</summary>
internal static class PlanView
{
    public static void Show(Page page, JsonObject finding)
    {
        var plan = finding["plan"]!;
        page.Chapter($"The plan: {(string?)plan["action"]}");
        page.Line($"{Safe.Of((string?)plan["why"])}.");
        if (plan["before"] is not { } before) return;
        page.Line();
        page.Line($"Policy of [bold]{Safe.Of((string?)plan["repository"])}[/]:");
        if (plan["after"] is null) page.Line("[yellow]nothing would be left of it, so it is deleted[/]");
        foreach (var line in PolicyDiff.Of(before.ToJsonString(), plan["after"]?.ToJsonString(), context: 6)) page.Line($"  {line}");
        Changes(page, plan["changes"]!.AsArray(), (string?)finding["outcome"]?["result"] is "Patched");
        foreach (var warning in plan["warnings"]?.AsArray() ?? []) page.Line($"[yellow]![/] {Safe.Of((string?)warning)}");
    }

    private static void Changes(Page page, JsonArray changes, bool done)
    {
        page.Line();
        page.Line(done ? "[bold]These answers changed, no others:[/]" : "[bold]These answers would change, no others:[/]");
        foreach (var principal in changes.GroupBy(change => (string?)change!["principal"]))
        {
            page.Unwrapped($"for {principal.Key}", Style.Plain);
            var rows = principal.Select(change => new[]
            {
                $"  {Safe.Of((string?)change!["action"])}", $"[red]{Safe.Of((string?)change["was"])}[/]", "→", $"[green]{Safe.Of((string?)change["becomes"])}[/]",
            });
            foreach (var line in Aligned.Of([.. rows])) page.Line(line);
        }
    }
}
