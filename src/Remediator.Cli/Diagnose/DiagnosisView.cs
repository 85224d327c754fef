using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Remediator.Cli.Views;
using Spectre.Console;

namespace Remediator.Cli.Diagnose;

/// <summary>The findings of an answer: a chapter each for people, or the answer as it is.</summary>
internal sealed class DiagnosisView(TextWriter responses, TextWriter errors, TerminalPage page, bool asJson)
{
    /// <summary>Keeps whoever sits at a terminal company until the answer is there.</summary>
    public Task<DiagnosisResult> WaitAsync(Task<DiagnosisResult> answer) =>
        page.IsPlain || asJson ? answer : page.Console.Status().StartAsync("checking the pulls …", _ => answer);

    public async Task ShowAsync(DiagnosisResult told, CancellationToken cancelled)
    {
        if (asJson)
        {
            await responses.WriteLineAsync(told.Answer.ToJsonString(new JsonSerializerOptions { WriteIndented = !page.IsPlain, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
            foreach (var remark in new[] { told.Warning, told.NoWaitingPods?.ToString() }.OfType<string>()) await errors.WriteLineAsync(TerminalText.Clean(remark));
            return;
        }
        if (told.Warning is { } doubt) page.Line($"[olive]![/] {TerminalText.Escape(doubt)}");
        if (told.NoWaitingPods is { } nobody) page.Line($"{(nobody.Pods == 0 ? "[olive]?[/]" : "[green]✓[/]")} No finding: {TerminalText.Escape($"{nobody}")}");
        else await FindingView.ShowAsync(page, told.Answer, Heading, cancelled);
    }

    private void Heading(JsonObject finding)
    {
        var pods = (int)finding["affected"]!["pods"]!;
        page.Chapter($"{(string?)finding["namespace"]} {(string?)finding["workload"]}: {(pods == 1 ? "1 pod waits" : $"{pods} pods wait")} for {(string?)finding["image"]}");
    }
}
