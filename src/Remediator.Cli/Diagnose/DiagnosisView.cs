namespace Remediator.Cli.Diagnose;

/// <summary>Shows the findings of an answer, one chapter each, or the answer as data.</summary>
internal sealed class DiagnosisView(TextWriter responses, TextWriter errors, TerminalPage page, OutputFormat format)
{
    /// <summary>Shows a spinner on a terminal until the answer is there.</summary>
    public Task<DiagnosisResult> WaitAsync(Task<DiagnosisResult> answer) =>
        Spinner.OnAsync(page, format, page.Say("checking the pulls …", "プルを確認しています…"), () => answer);

    public async Task ShowAsync(DiagnosisResult result, CancellationToken cancelled)
    {
        if (format is not OutputFormat.Text)
        {
            await responses.WriteAsync(DataText.Of(result.Answer, format, isIndented: !page.IsPlain));
            foreach (var remark in new[] { result.Warning, result.NoWaitingPods?.ToString() }.OfType<string>())
                await errors.WriteLineAsync(TerminalText.Clean(remark));
            return;
        }
        if (result.Warning is { } doubt)
            page.Line($"[olive]![/] {TerminalText.Escape(doubt)}");
        if (result.NoWaitingPods is { } nobody)
            page.Line($"{(nobody.Pods == 0 ? "[olive]?[/]" : "[green]✓[/]")} {page.Say("No finding:", "検出事項なし:")} "
                + TerminalText.Escape(nobody.In(page.Language)));
        else
            await new FindingView(page) { IsVerdictFirst = true }.ShowAsync(result.Answer, Heading, cancelled);
    }

    private void Heading(JsonObject finding)
    {
        var pods = (int)finding["affected"]!["pods"]!;
        var (workload, image) = ($"{(string?)finding["namespace"]} {(string?)finding["workload"]}", (string?)finding["image"]);
        page.Chapter(page.Say($"{workload}: {(pods == 1 ? "1 pod waits" : $"{pods} pods wait")} for {image}",
            $"{workload}: {pods} 個の Pod が {image} を待っています"));
    }
}
