namespace Remediator.Sandbox.Iam;

/// <summary>IAM's wildcards: * is any run of characters, ? is one.</summary>
internal static class Glob
{
    public static bool Match(string pattern, string value, bool ignoreCase = false)
    {
        var (p, v, star, mark) = (0, 0, -1, 0);
        while (v < value.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
                (star, mark) = (p++, v);
            else if (p < pattern.Length && (pattern[p] == '?' || Same(pattern[p], value[v], ignoreCase)))
                (p, v) = (p + 1, v + 1);
            else if (star >= 0)
                (p, v) = (star + 1, ++mark);
            else
                return false;
        }
        return pattern.AsSpan(p).Trim('*').IsEmpty;
    }

    private static bool Same(char a, char b, bool ignoreCase) =>
        a == b || ignoreCase && char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
