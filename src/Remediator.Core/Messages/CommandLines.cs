using System.Text;

namespace Remediator.Core;

/// <summary>
/// A command over several lines that a shell reads as one: broken with a backslash between arguments, and inside a quoted JSON argument
/// after a comma, where white space means nothing.
/// </summary>
public static class CommandLines
{
    private const string Further = "  ";
    private const int Room = Columns.OfMail - 2;

    public static IEnumerable<string> Of(string command)
    {
        var line = new StringBuilder();
        foreach (var argument in Arguments(command))
        {
            var pieces = argument.StartsWith("'{", StringComparison.Ordinal) && Columns.Of(argument) > Room - Further.Length ? [.. Members(argument)] : new[] { argument };
            for (var i = 0; i < pieces.Length; i++)
            {
                var space = i == 0 && line.Length > 0 ? " " : "";
                if (line.ToString().Trim().Length > 0 && Columns.Of($"{line}{space}{pieces[i]}") > Room)
                {
                    yield return i == 0 ? $"{line} \\" : line.ToString();
                    line.Clear().Append(Further).Append(pieces[i]);
                }
                else
                    line.Append(space).Append(pieces[i]);
            }
        }
        if (line.Length > 0)
            yield return line.ToString();
    }

    /// <summary>Split at spaces that are not quoted.</summary>
    private static IEnumerable<string> Arguments(string command)
    {
        var argument = new StringBuilder();
        var (quoted, escaped) = (false, false);
        foreach (var c in command)
        {
            if (c == ' ' && !quoted && !escaped)
            {
                yield return argument.ToString();
                argument.Clear();
                continue;
            }
            quoted ^= c == '\'' && !escaped;
            escaped = c == '\\' && !quoted && !escaped;
            argument.Append(c);
        }
        yield return argument.ToString();
    }

    private static IEnumerable<string> Members(string json)
    {
        var from = 0;
        var (inside, escaped) = (false, false);
        for (var at = 0; at < json.Length; at++)
        {
            inside ^= json[at] == '"' && !escaped;
            escaped = json[at] == '\\' && inside && !escaped;
            if (inside || json[at] is not (',' or '{' or '['))
                continue;
            yield return json[from..(at + 1)];
            from = at + 1;
        }
        yield return json[from..];
    }
}
