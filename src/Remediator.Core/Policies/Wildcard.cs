namespace Remediator.Core.Policies;

/// <summary>`*` stands for any characters, none included, and `?` for exactly one.</summary>
internal static class Wildcard
{
    public static bool IsIn(ReadOnlySpan<char> pattern) => pattern.ContainsAny('*', '?');

    /// <param name="literal">Marks the characters of the pattern that stand for themselves (`${*}`); empty for none.</param>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, bool ignoreCase = false, ReadOnlySpan<bool> literal = default)
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
            else return false;
        }
        while (p < pattern.Length && pattern[p] == '*' && (literal.IsEmpty || !literal[p])) p++;
        return p == pattern.Length;
    }

    private static bool Same(char left, char right, bool ignoreCase) =>
        left == right || (ignoreCase && char.ToUpperInvariant(left) == char.ToUpperInvariant(right));
}
