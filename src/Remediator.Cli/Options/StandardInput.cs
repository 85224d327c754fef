using System.Text;

namespace Remediator.Cli.Options;

/// <summary>What a command that reads lines says to people about them, on standard error.</summary>
internal static class StandardInput
{
    public static TextReader Open() => new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));

    /// <summary>The next line, or null at the end. Nothing ends a read of standard input, so on Ctrl-C it is left behind.</summary>
    public static Task<string?> LineAsync(TextReader input, CancellationToken cancellation) =>
        Task.Run(input.ReadLine, CancellationToken.None).WaitAsync(cancellation);

    /// <summary>Says what is waited for, where a person has to type it.</summary>
    /// <param name="what">One line of it: <c>one JSON case</c>.</param>
    public static void SayWaiting(string what)
    {
        if (!Console.IsInputRedirected)
            Console.Error.WriteLine(
                $"waiting for {what} a line on standard input; {(OperatingSystem.IsWindows() ? "Ctrl-Z and Enter" : "Ctrl-D")} ends it");
    }

    /// <summary>A line that stands alone only where one JSON value was spread over several.</summary>
    public static bool IsPieceOfJson(string line) => line.Trim() is "{" or "}" or "[" or "]" or "}," or "],"
        || (line.TrimStart().StartsWith('"') && line.TrimEnd() is [.., ',' or '{' or '['])
        || line.StartsWith("  ", StringComparison.Ordinal);

    /// <summary>What would help; null where nothing went wrong.</summary>
    /// <param name="what">One line of it.</param>
    /// <param name="lines">How many were read.</param>
    /// <param name="pieces">How many of them were pieces of something.</param>
    public static string? HelpFor(string what, int lines, int pieces) =>
        lines == 0 ? $"standard input is empty; accepted: {what} a line"
        : pieces > 0 ? $"the input looks like indented JSON; accepted: {what} a line; jq -c makes that"
        : null;
}
