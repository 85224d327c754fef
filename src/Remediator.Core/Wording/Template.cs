using System.Text;

namespace Remediator.Core.Wording;

/// <summary>A template of a catalogue, cut into literal text and placeholders.</summary>
public static class Template
{
    /// <param name="One">What is said of one, <paramref name="Other"/> of any other number; null where the argument itself is said.</param>
    public sealed record Placeholder(string Name, string? One, string? Other);

    /// <exception cref="FormatException">A brace is not closed, or a choice has not two words.</exception>
    public static IEnumerable<(string Literal, Placeholder? Placeholder)> Parts(string template)
    {
        var literal = new StringBuilder();
        for (var at = 0; at < template.Length; at++)
        {
            if (template[at] is not ('{' or '}'))
            {
                literal.Append(template[at]);
                continue;
            }
            if (at + 1 < template.Length && template[at + 1] == template[at])
            {
                literal.Append(template[at++]);
                continue;
            }
            var end = template[at] == '{' ? template.IndexOf('}', at) : -1;
            if (end < 0)
                throw new FormatException($"a brace of the template \"{template}\" has no other");
            yield return (literal.ToString(), PlaceholderOf(template[(at + 1)..end], template));
            literal.Clear();
            at = end;
        }
        yield return (literal.ToString(), null);
    }

    /// <summary>The names of the arguments that a template says, each once.</summary>
    public static IReadOnlySet<string> NamesIn(string template) =>
        Parts(template).Select(part => part.Placeholder?.Name).OfType<string>().ToHashSet();

    private static Placeholder PlaceholderOf(string inside, string template) => inside.Split('|') switch
    {
        [var name] => new(name, null, null),
        [var name, var one, var other] => new(name, one, other),
        _ => throw new FormatException($"\"{inside}\" in the template \"{template}\" is no placeholder; accepted: name, name|one|other"),
    };
}
