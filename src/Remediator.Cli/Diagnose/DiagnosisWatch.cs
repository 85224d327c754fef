namespace Remediator.Cli.Diagnose;

/// <summary>Diagnoses again and again until Ctrl-C, and shows what has changed.</summary>
internal sealed class DiagnosisWatch(TerminalPage page, TimeProvider clock)
{
    private string? _shown;

    /// <param name="show">Shows the result, where it is another than the one before.</param>
    public async Task<int> RunAsync(Func<Task<DiagnosisResult>> diagnose, Func<DiagnosisResult, Task> show, TimeSpan every,
        CancellationToken stopped)
    {
        while (true)
        {
            var result = await diagnose();
            if (MarkOf(result) is var mark && mark != _shown)
            {
                _shown = mark;
                page.Line();
                page.Line($"[dim]{clock.GetLocalNow():HH:mm:ss}[/]");
                await show(result);
            }
            await Task.Delay(every, clock, stopped);
        }
    }

    /// <summary>Times and numbers of attempts change with every look; what people wait for does not.</summary>
    private static string MarkOf(DiagnosisResult result) => string.Join('\n', result.Answer["findings"]!.AsArray().Select(finding =>
        $"{finding!["key"]} {finding["status"]} {finding["cause"]} {finding["confidence"]} {finding["affected"]!["pods"]}")
        .Append(result.Warning?.Code));
}
