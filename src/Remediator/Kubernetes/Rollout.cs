using k8s.Models;

namespace Remediator.Kubernetes;

/// <summary>Why this program does not restart a workload, if there is a reason.</summary>
/// <param name="Paused">Someone paused it; <c>kubectl rollout restart</c> refuses then, and so does this program.</param>
/// <param name="Source">The tool that applies it from a source of its own (Argo CD, Flux), or null.</param>
public sealed record Rollout(bool Paused, string? Source)
{
    /// <summary>
    /// The labels and annotations that these tools set on what they apply:
    /// https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/, https://fluxcd.io/flux/components/kustomize/kustomizations/
    /// </summary>
    private static readonly (string Prefix, string Tool)[] s_marks =
    [
        ("argocd.argoproj.io/", "Argo CD"),
        ("kustomize.toolkit.fluxcd.io/", "Flux"),
        ("helm.toolkit.fluxcd.io/", "Flux"),
    ];

    public static Rollout Of(V1ObjectMeta meta, bool paused)
    {
        var keys = (meta.Labels?.Keys ?? []).Concat(meta.Annotations?.Keys ?? []).ToArray();
        return new(paused, s_marks.FirstOrDefault(mark => keys.Any(key => key.StartsWith(mark.Prefix, StringComparison.Ordinal))).Tool);
    }
}
