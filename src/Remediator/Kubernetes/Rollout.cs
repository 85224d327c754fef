using k8s.Models;

namespace Remediator.Kubernetes;

/// <summary>What keeps a workload from being rolled out anew by us.</summary>
/// <param name="Paused">Someone paused it; <c>kubectl rollout restart</c> refuses then, and so do we.</param>
/// <param name="Source">What applies it from elsewhere (Argo CD, Flux), or null.</param>
public sealed record Rollout(bool Paused, string? Source)
{
    /// <summary>
    /// The marks these tools leave on what they apply: https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/,
    /// https://fluxcd.io/flux/components/kustomize/kustomizations/
    /// </summary>
    private static readonly (string Prefix, string Tool)[] Marks =
    [
        ("argocd.argoproj.io/", "Argo CD"),
        ("kustomize.toolkit.fluxcd.io/", "Flux"),
        ("helm.toolkit.fluxcd.io/", "Flux"),
    ];

    public static Rollout Of(V1ObjectMeta meta, bool paused)
    {
        var keys = (meta.Labels?.Keys ?? []).Concat(meta.Annotations?.Keys ?? []).ToArray();
        return new(paused, Marks.FirstOrDefault(mark => keys.Any(key => key.StartsWith(mark.Prefix, StringComparison.Ordinal))).Tool);
    }
}
