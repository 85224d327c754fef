using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Remediator.Cli.Demo;
using Remediator.Cli.Terminal;
using Spectre.Console;

namespace Remediator.Cli.Diagnose;

/// <summary>The findings of an answer: a chapter each for people, or the answer as it is.</summary>
internal sealed class FindingsView(TextWriter responses, TextWriter errors, Page page, bool asJson)
{
    /// <summary>Keeps whoever sits at a terminal company until the answer is there.</summary>
    public Task<Told> WaitAsync(Task<Told> answer) =>
        page.IsPlain || asJson ? answer : page.Console.Status().StartAsync("walking the chain …", _ => answer);

    public async Task ShowAsync(Told told, CancellationToken cancelled)
    {
        if (asJson)
        {
            await responses.WriteLineAsync(told.Answer.ToJsonString(new JsonSerializerOptions { WriteIndented = !page.IsPlain, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
            foreach (var remark in new[] { told.Doubt, told.Nobody?.ToString() }.OfType<string>()) await errors.WriteLineAsync(Safe.Text(remark));
            return;
        }
        if (told.Doubt is { } doubt) page.Line($"[olive]![/] {Safe.Of(doubt)}");
        if (told.Nobody is { } nobody) page.Line($"{(nobody.Pods == 0 ? "[olive]?[/]" : "[green]✓[/]")} No finding: {Safe.Of($"{nobody}")}");
        else await FindingView.ShowAsync(page, told.Answer, Heading, cancelled);
    }

    private void Heading(JsonObject finding)
    {
        var pods = (int)finding["affected"]!["pods"]!;
        page.Chapter($"{(string?)finding["namespace"]} {(string?)finding["workload"]}: {(pods == 1 ? "1 pod waits" : $"{pods} pods wait")} for {(string?)finding["image"]}");
    }
}
