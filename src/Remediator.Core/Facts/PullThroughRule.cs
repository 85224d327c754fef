using Remediator.Core.Images;

namespace Remediator.Core.Facts;

/// <summary>
/// A pull-through cache rule of a registry: repositories under the prefix are filled from the upstream when they are pulled.
/// </summary>
/// <param name="Upstream">The host of the upstream registry.</param>
/// <param name="Secret">ARN of the secret with the upstream's credentials; null where the rule names none.</param>
public sealed record PullThroughRule(string Prefix, string Upstream, string? Secret)
{
    private static readonly string[] s_wantSecret = ["registry-1.docker.io", "ghcr.io", "registry.gitlab.com", "cgr.dev"];

    /// <summary>ARN of the role that ECR pulls as from an upstream in ECR; null where the rule names none.</summary>
    public string? Role { get; init; }

    public bool IsRoot => RegistryPrefix.IsRoot(Prefix);

    /// <summary>The upstream where that is a private registry of ECR, of this account or another.</summary>
    public EcrRegistry? UpstreamRegistry => EcrRegistry.OfHost(Upstream);

    public bool IsOfDockerHub => Upstream == s_wantSecret[0];

    /// <summary>https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html</summary>
    public bool WantsSecret => s_wantSecret.Contains(Upstream) || Upstream.EndsWith(".azurecr.io", StringComparison.Ordinal);

    /// <summary>Null where no rule fills the repository.</summary>
    public static PullThroughRule? For(string repository, IReadOnlyList<PullThroughRule> rules) =>
        RegistryPrefix.Longest(repository, rules, rule => rule.Prefix);
}
