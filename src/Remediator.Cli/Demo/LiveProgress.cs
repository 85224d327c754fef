using Remediator.Core.Messages;
using Remediator.Core.Verdicts;
using Remediator.Sandbox;
using Remediator.Sandbox.Recording;
using Spectre.Console;
using Columns = Remediator.Core.Messages.Columns;

namespace Remediator.Cli.Demo;

/// <summary>The chain while it runs: on a terminal one line a step that fills as the world is asked.</summary>
internal static class LiveProgress
{
    private const string Spinner = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private static readonly TimeSpan s_frame = TimeSpan.FromMilliseconds(80);

    /// <param name="areCallsListed">Where there is no terminal: one line a call.</param>
    public static async Task<JsonObject> ShowAsync(TerminalPage page, World world, bool areCallsListed, Func<Task<JsonObject>> invoke,
        CancellationToken cancelled)
    {
        var from = world.Calls.Count;
        var invocation = invoke();
        if (page.IsPlain && areCallsListed)
        {
            await Frames(invocation, new CallLines(page, world, from).Continue, cancelled);
            page.Line();
        }
        else if (!page.IsPlain)
            await page.Console.Live(Text.Empty).AutoClear(true).StartAsync(live =>
            {
                var frame = 0;
                return Frames(invocation, () =>
                {
                    live.UpdateTarget(Drawn(page, [.. world.Calls.Skip(from)], Spinner[frame++ % Spinner.Length]));
                    live.Refresh();
                }, cancelled);
            });
        return await invocation.WaitAsync(cancelled);
    }

    private static async Task Frames(Task invocation, Action draw, CancellationToken cancelled)
    {
        while (!invocation.IsCompleted)
        {
            draw();
            await Task.WhenAny(invocation, Task.Delay(s_frame, cancelled));
            cancelled.ThrowIfCancellationRequested();
        }
        draw();
    }

    private static Rows Drawn(TerminalPage page, IReadOnlyList<Call> calls, char spinner)
    {
        var steps = ChainSteps.Of(calls).ToArray();
        return new Rows(steps.Select(
            (step, at) => Line(page, step.Step, step.Calls, at == steps.Length - 1 ? $"[teal]{spinner}[/]" : "[green]•[/]")));
    }

    private static Markup Line(TerminalPage page, Step step, IReadOnlyList<Call> calls, string mark)
    {
        var asked = TerminalText.Truncate(string.Join(", ", calls.Select(call => $"{call.Service}:{call.Operation}")), page.Width - 26);
        var name = page.Catalogue.Text(Labels.Of(step));
        return new Markup($" {mark} {name}{new string(' ', Math.Max(1, 22 - Columns.Of(name)))}[dim]{Markup.Escape(asked)}[/]");
    }
}
