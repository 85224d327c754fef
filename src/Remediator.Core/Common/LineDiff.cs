namespace Remediator.Core.Common;

/// <summary>Which lines of two texts are common, gone (`-`) or new (`+`), by their longest common subsequence.</summary>
public static class LineDiff
{
    public static IEnumerable<(char Mark, string Line)> Of(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var common = new int[before.Count + 1, after.Count + 1];
        for (var i = before.Count - 1; i >= 0; i--)
            for (var j = after.Count - 1; j >= 0; j--)
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        int b = 0, a = 0;
        while (b < before.Count || a < after.Count)
            if (b < before.Count && a < after.Count && before[b] == after[a])
                yield return (' ', before[(b++, a++).Item1]);
            else if (a == after.Count || (b < before.Count && common[b + 1, a] >= common[b, a + 1]))
                yield return ('-', before[b++]);
            else
                yield return ('+', after[a++]);
    }
}
