using Spectre.Console;

namespace Remediator.Cli.Views;

/// <summary>A spinner on a terminal until something is done.</summary>
internal static class Spinner
{
    public static Task<T> OnAsync<T>(TerminalPage page, OutputFormat format, string what, Func<Task<T>> act) =>
        page.IsPlain || format is not OutputFormat.Text ? act() : page.Console.Status().StartAsync(what, _ => act());
}
