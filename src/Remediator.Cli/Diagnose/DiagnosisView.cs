using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Remediator.Cli.Diagnose;

/// <summary>Shows the findings of an answer, one chapter each, or the answer as JSON.</summary>
internal sealed class DiagnosisView(TextWriter responses, TextWriter errors, TerminalPage page, bool asJson)
{
    /// <summary>Shows a spinner on a terminal until the answer is there.</summary>
    public Task<DiagnosisResult> WaitAsync(Task<DiagnosisResult> answer) =>
        page.IsPlain || asJson ? answer : page.Console.Status().StartAsync("checking the pulls …", _ => answer);

    public async Task ShowAsync(DiagnosisResult result, CancellationToken cancelled)
    {
        if (asJson)
        {
            await responses.WriteLineAsync(
                result.Answer.ToJsonString(
                    new JsonSerializerOptions { WriteIndented = !page.IsPlain, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
            foreach (var remark in new[] { result.Warning, result.NoWaitingPods?.ToString() }.OfType<string>())
                await errors.WriteLineAsync(TerminalText.Clean(remark));
            return;
        }
        if (result.Warning is { } doubt)
            page.Line($"[olive]![/] {TerminalText.Escape(doubt)}");
        if (result.NoWaitingPods is { } nobody)
            page.Line($"{(nobody.Pods == 0 ? "[olive]?[/]" : "[green]✓[/]")} No finding: {TerminalText.Escape($"{nobody}")}");
        else
            await FindingView.ShowAsync(page, result.Answer, Heading, cancelled);
    }

    private void Heading(JsonObject finding)
    {
        var pods = (int)finding["affected"]!["pods"]!;
        page.Chapter(
            $"{(string?)finding["namespace"]} {(string?)finding["workload"]}: {(pods == 1 ? "1 pod waits" : $"{pods} pods wait")} for "
            + $"{(string?)finding["image"]}");
    }
}
