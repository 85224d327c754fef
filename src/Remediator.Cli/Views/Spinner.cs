using Spectre.Console;

namespace Remediator.Cli.Views;

/// <summary>A spinner on a terminal until something is done.</summary>
internal static class Spinner
{
    public static Task<T> OnAsync<T>(TerminalPage page, OutputFormat format, Message what, Func<Task<T>> act) =>
        page.IsPlain || format is not OutputFormat.Text ? act() : page.Console.Status().StartAsync(page.Text(what), _ => act());

    /// <summary>For people alone.</summary>
    public static Task<T> OnAsync<T>(TerminalPage page, Message what, Func<Task<T>> act) =>
        OnAsync(page, OutputFormat.Text, what, act);
}
