namespace Remediator.Core.Images;

/// <summary>Tags that may have been meant: neighbours by version, then those a few typing errors away.</summary>
public static class NearTags
{
    private const int Most = 3;

    public static IReadOnlyList<string> To(string tag, IReadOnlyList<string> tags) =>
        [.. ByVersion(tag, tags).Concat(ByTyping(tag, tags)).Distinct().Take(Most)];

    /// <summary>The next version below and the next above.</summary>
    private static IEnumerable<string> ByVersion(string tag, IReadOnlyList<string> tags)
    {
        if (VersionOf(tag) is not { } asked)
            return [];
        var versions = tags.Select(held => (Tag: held, Version: VersionOf(held))).Where(held => held.Version is not null).ToList();
        return
        [
            .. versions.Where(held => held.Version <= asked).OrderByDescending(held => held.Version).Take(1).Select(held => held.Tag),
            .. versions.Where(held => held.Version > asked).OrderBy(held => held.Version).Take(1).Select(held => held.Tag),
        ];
    }

    private static IEnumerable<string> ByTyping(string tag, IReadOnlyList<string> tags) =>
        from held in tags
        let distance = EditDistance.Between(tag, held)
        where distance <= Math.Max(1, tag.Length / 3)
        orderby distance, held
        select held;

    /// <summary><c>v1.2.1-rc1</c> → 1.2.1; null where the tag does not begin with a version.</summary>
    private static Version? VersionOf(string tag)
    {
        var numbers = tag.TrimStart('v').Split('-', '+', '_')[0];
        return Version.TryParse(numbers.Contains('.') ? numbers : $"{numbers}.0", out var version) ? version : null;
    }
}

/// <summary>How many letters have to be put in, taken out or changed to make one text of another (Levenshtein).</summary>
internal static class EditDistance
{
    public static int Between(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var change = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[^1];
    }
}
