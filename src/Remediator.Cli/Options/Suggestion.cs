using System.CommandLine;

namespace Remediator.Cli.Options;

/// <summary>What somebody may have meant.</summary>
internal static class Suggestion
{
    private const int MostEdits = 3;

    /// <summary>The name that is nearest to what was typed; null if none is near.</summary>
    public static string? For(string typed, IEnumerable<string> names) =>
        names.Select(name => (Name: name, Edits: Edits(typed.ToLowerInvariant(), name.ToLowerInvariant())))
            .Where(one => one.Edits <= Math.Min(MostEdits, Math.Max(1, typed.Length / 2)) || Begins(one.Name, typed))
            .OrderBy(one => one.Edits).ThenBy(one => one.Name, StringComparer.Ordinal).Select(one => one.Name).FirstOrDefault();

    /// <summary>One sentence for each token of a command line that is nothing, where something is near to it.</summary>
    public static IEnumerable<string> For(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var options = command.Options
            .Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options.Where(one => one.Recursive)))
            .SelectMany(option => option.Aliases.Append(option.Name)).ToArray();
        foreach (var token in parsed.UnmatchedTokens)
            if (For(token.Split('=')[0], token.StartsWith('-') ? options : command.Subcommands.Select(one => one.Name)) is { } meant)
                yield return Sentence(meant);
    }

    public static string Sentence(string meant) => $"did you mean \"{meant}\"?";

    private static bool Begins(string name, string typed) => typed.Length > 2 && name.StartsWith(typed, StringComparison.OrdinalIgnoreCase);

    /// <summary>How many letters have to be inserted, left out, replaced or swapped with the next.</summary>
    private static int Edits(string one, string other)
    {
        var counts = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
            for (var j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    counts[i, j] = i + j;
                    continue;
                }
                var replaced = counts[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                counts[i, j] = Math.Min(Math.Min(counts[i - 1, j], counts[i, j - 1]) + 1, replaced);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    counts[i, j] = Math.Min(counts[i, j], counts[i - 2, j - 2] + 1);
            }
        return counts[one.Length, other.Length];
    }
}
