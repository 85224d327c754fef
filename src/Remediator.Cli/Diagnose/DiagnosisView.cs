namespace Remediator.Cli.Diagnose;

/// <summary>Shows the findings of an answer, one chapter each, or the answer as data.</summary>
internal sealed class DiagnosisView(TextWriter responses, TextWriter errors, TerminalPage page, OutputFormat format)
{
    /// <summary>Shows a spinner on a terminal until the answer is there.</summary>
    public Task<DiagnosisResult> WaitAsync(Task<DiagnosisResult> answer) =>
        Spinner.OnAsync(page, format, new Message("cli.diagnosis.checking"), () => answer);

    public async Task ShowAsync(DiagnosisResult result, CancellationToken cancelled)
    {
        if (format is not OutputFormat.Text)
        {
            await responses.WriteAsync(DataText.Of(result.Answer, format, isIndented: !page.IsPlain));
            foreach (var remark in new[] { result.Warning, result.NoWaitingPods?.Says }.OfType<Message>())
                await errors.WriteLineAsync(page.Plain(remark));
            return;
        }
        if (result.Warning is { } doubt)
            page.Line($"[olive]![/] {page.Text(doubt)}");
        if (result.NoWaitingPods is { } nobody)
            page.Line($"{(nobody.Pods == 0 ? "[olive]?[/]" : "[green]✓[/]")} "
                + page.Text(new Message("cli.diagnosis.none", ("why", nobody.Says))));
        else
            await new FindingView(page) { IsVerdictFirst = true }.ShowAsync(result.Answer, Heading, cancelled);
    }

    private void Heading(JsonObject finding)
    {
        var pods = (int)finding["affected"]!["pods"]!;
        page.Chapter(new Message("cli.diagnosis.heading",
            ("workload", $"{(string?)finding["namespace"]} {(string?)finding["workload"]}"), ("count", pods),
            ("image", (string?)finding["image"] ?? "")));
    }
}
