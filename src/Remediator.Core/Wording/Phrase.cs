using System.Globalization;

namespace Remediator.Core.Wording;

/// <summary>
/// An English sentence of this program with holes, <c>{}</c>, and the same in another language with their contents, <c>{0}</c>.
/// A hole <c>{*}</c> holds a phrase that is translated too.
/// </summary>
internal sealed class Phrase(string english, string other)
{
    private const string Verbatim = "{}", Nested = "{*}";

    private readonly string[] literals = english.Replace(Nested, Verbatim, StringComparison.Ordinal).Split(Verbatim);
    private readonly bool[] nested = [.. Holes(english)];

    /// <summary>It begins with another sentence.</summary>
    public bool Wraps { get; } = english.StartsWith(Nested, StringComparison.Ordinal);

    /// <summary>How much of a text it says itself, in characters.</summary>
    public int Said => literals.Sum(literal => literal.Length);

    /// <summary>The other language's sentence, or null where the text is not this one.</summary>
    public string? Of(string text, Func<string, string> translate)
    {
        if (Contents(text) is not { } contents)
            return null;
        // what lies between the braces are the numbers of the holes
        return string.Concat(other.Split('{', '}').Select((part, n) => n % 2 == 0 ? part : Filled(int.Parse(part, CultureInfo.InvariantCulture), contents, translate)));
    }

    private string Filled(int hole, List<string> contents, Func<string, string> translate) => nested[hole] ? translate(contents[hole]) : contents[hole];

    private List<string>? Contents(string text)
    {
        if (literals.Length == 1)
            return text == literals[0] ? [] : null;
        if (!text.StartsWith(literals[0], StringComparison.Ordinal) || !text.EndsWith(literals[^1], StringComparison.Ordinal))
            return null;
        var contents = new List<string>();
        var (at, end) = (literals[0].Length, text.Length - literals[^1].Length);
        for (var i = 1; i < literals.Length; i++)
        {
            var next = i == literals.Length - 1 ? end : text.IndexOf(literals[i], Math.Min(at, text.Length), StringComparison.Ordinal);
            if (next < at || next > end)
                return null;
            contents.Add(text[at..next]);
            at = next + literals[i].Length;
        }
        return contents;
    }

    private static IEnumerable<bool> Holes(string english)
    {
        for (var at = english.IndexOf('{', StringComparison.Ordinal); at >= 0; at = english.IndexOf('{', at + 1))
            yield return english[at + 1] == '*';
    }
}
