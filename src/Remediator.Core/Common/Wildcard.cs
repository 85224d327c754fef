namespace Remediator.Core.Common;

/// <summary>`*` stands for any characters, none included, and `?` for exactly one.</summary>
internal static class Wildcard
{
    public static bool IsIn(ReadOnlySpan<char> pattern) => pattern.ContainsAny('*', '?');

    /// <param name="literal">Marks the characters of the pattern that stand for themselves (`${*}`); empty for none.</param>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, bool ignoreCase = false,
        ReadOnlySpan<bool> literal = default)
    {
        int p = 0, t = 0, star = -1, mark = 0;
        while (t < text.Length)
        {
            var wild = p < pattern.Length && (literal.IsEmpty || !literal[p]);
            if (wild && pattern[p] == '*')
            {
                star = p++;
                mark = t;
            }
            else if (p < pattern.Length && ((wild && pattern[p] == '?') || Same(pattern[p], text[t], ignoreCase)))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++mark;
            }
            else
                return false;
        }
        while (p < pattern.Length && pattern[p] == '*' && (literal.IsEmpty || !literal[p]))
            p++;
        return p == pattern.Length;
    }

    /// <summary>
    /// Whether the pattern matches the texts that <paramref name="open"/> stands for, its own `*` and `?` being characters that are not
    /// known: true for all of them, false for none.
    /// </summary>
    public static Tri MatchesOpen(ReadOnlySpan<char> pattern, ReadOnlySpan<char> open, bool ignoreCase = false,
        ReadOnlySpan<bool> literal = default)
    {
        // rest[j]: how the pattern from p on matches the text from j on
        var rest = new Tri[open.Length + 1];
        rest[open.Length] = Tri.True;
        for (var j = open.Length - 1; j >= 0; j--)
            rest[j] = open[j] == '*' ? rest[j + 1].And(Tri.Unknown) : Tri.False;
        for (var p = pattern.Length - 1; p >= 0; p--)
        {
            var wild = literal.IsEmpty || !literal[p];
            var next = new Tri[open.Length + 1];
            for (var j = open.Length; j >= 0; j--)
            {
                var left = j < open.Length;
                next[j] = wild && pattern[p] == '*' ? rest[j].Or(left ? next[j + 1] : Tri.False)
                    : !left ? Tri.False
                    : open[j] == '*' ? next[j + 1].Or(rest[j]).And(Tri.Unknown)
                    : wild && pattern[p] == '?' ? rest[j + 1]
                    : open[j] == '?' ? rest[j + 1].And(Tri.Unknown)
                    : Same(pattern[p], open[j], ignoreCase) ? rest[j + 1]
                    : Tri.False;
            }
            rest = next;
        }
        return rest[0];
    }

    private static bool Same(char left, char right, bool ignoreCase) =>
        left == right || (ignoreCase && char.ToUpperInvariant(left) == char.ToUpperInvariant(right));
}
