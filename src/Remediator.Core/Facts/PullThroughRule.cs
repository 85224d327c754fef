namespace Remediator.Core.Facts;

/// <summary>
/// A pull-through cache rule of a registry: repositories under the prefix are filled from the upstream when they are pulled.
/// </summary>
/// <param name="Secret">ARN of the secret with the upstream's credentials; null where it needs none.</param>
public sealed record PullThroughRule(string Prefix, string Upstream, string? Secret)
{
    /// <summary>The prefix that stands for every repository no other rule covers.</summary>
    private const string Root = "ROOT";

    public bool IsRoot => Prefix == Root;

    /// <summary>
    /// The rule that fills a repository: the longest prefix wins, the root rule comes last. A prefix ends in a slash, written or not.
    /// https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-private-wildcards.html
    /// </summary>
    public static PullThroughRule? For(string repository, IReadOnlyList<PullThroughRule> rules) =>
        rules.Where(rule => rule.IsRoot || repository.StartsWith($"{rule.Prefix.TrimEnd('/')}/", StringComparison.Ordinal))
            .MaxBy(rule => rule.IsRoot ? 0 : rule.Prefix.Length);
}
