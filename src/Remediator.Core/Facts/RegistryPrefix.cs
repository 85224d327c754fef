namespace Remediator.Core.Facts;

/// <summary>
/// Which of a registry's rules or templates a repository falls under: the longest prefix wins, the root comes last. A prefix ends in a
/// slash, written or not. https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-private-wildcards.html
/// </summary>
internal static class RegistryPrefix
{
    /// <summary>The prefix that stands for every repository that no other covers.</summary>
    private const string Root = "ROOT";

    public static bool IsRoot(string prefix) => prefix == Root;

    public static T? Longest<T>(string repository, IEnumerable<T> all, Func<T, string> prefixOf)
        where T : class =>
        all.Where(one => IsRoot(prefixOf(one)) || repository.StartsWith($"{prefixOf(one).TrimEnd('/')}/", StringComparison.Ordinal))
            .MaxBy(one => IsRoot(prefixOf(one)) ? 0 : prefixOf(one).Length);
}
