using System.Text;

namespace Remediator.Core.Messages;

/// <summary>
/// A command over several lines that a shell reads as one: broken with a backslash before an option, and inside a quoted JSON argument
/// after a comma or a bracket, where white space means nothing.
/// </summary>
public static class CommandLines
{
    private const string Further = "  ";

    // a backslash, and the indentation of a list
    private const int Room = Columns.OfMail - 4;

    public static IEnumerable<string> Of(string command)
    {
        var line = "";
        foreach (var option in Options(Arguments(command)))
            for (var i = 0; i < option.Count; i++)
            {
                var space = i == 0 && line.Length > 0 ? " " : "";
                var together = $"{line}{space}{option[i]}";
                var isNext = i == 0 && line.EndsWith(';');
                if (!isNext && (line.Trim().Length == 0 || Columns.Of(together) <= Room))
                {
                    line = together;
                    continue;
                }
                yield return i == 0 && !isNext ? $"{line} \\" : line;
                line = isNext ? option[i] : Further + option[i];
            }
        yield return line;
    }

    /// <summary>An option and its value stay together; what comes with them is where a long JSON value may be broken.</summary>
    private static IEnumerable<IReadOnlyList<string>> Options(IEnumerable<string> arguments)
    {
        List<string> option = [];
        foreach (var argument in arguments)
        {
            if (option.Count > 0 && (argument.StartsWith('-') || option[^1].EndsWith(';')))
            {
                yield return option;
                option = [];
            }
            var pieces = Pieces(argument).ToArray();
            option = option.Count == 0 ? [.. pieces] : [.. option[..^1], $"{option[^1]} {pieces[0]}", .. pieces[1..]];
        }
        yield return option;
    }

    private static IEnumerable<string> Pieces(string argument) =>
        argument.StartsWith("'{", StringComparison.Ordinal) && Columns.Of(argument) > Room / 2 ? Members(argument) : [argument];

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
