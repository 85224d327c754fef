using System.Text;

namespace Remediator.Cli.Options;

/// <summary>What a command that reads lines says to people about them, on standard error.</summary>
internal static class StandardInput
{
    /// <summary>Reads on the caller's thread, so that Ctrl-C ends a read that nobody answers.</summary>
    public static TextReader Open() =>
        TextReader.Synchronized(new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false)));

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
