using System.Buffers;

namespace Remediator.Core.PullTexts;

/// <summary>Who said 403: the registry, or the host that keeps the layers.</summary>
internal static class Refusal
{
    private static readonly SearchValues<string> s_iam =
        SearchValues.Create(["not authorized to perform", "kms"], StringComparison.Ordinal);

    private static readonly SearchValues<string> s_tokenFetch =
        SearchValues.Create(["oauth token", "anonymous token", "bearer token", "auth token"], StringComparison.Ordinal);

    private static readonly SearchValues<string> s_layerFetch =
        SearchValues.Create(["failed to copy", "httpreadseeker", "blob", "image configuration", "image config", "layer"], StringComparison.Ordinal);

    internal static Symptom At(ErrorChain chain, int i)
    {
        var (text, endpoint) = chain.Clauses[i];
        var byRegistry = endpoint is { IsEcr: true } or { IsManifest: true } || text.AsSpan().ContainsAny(s_iam) || Said(chain, i, s_tokenFetch);
        return !byRegistry && (endpoint is { IsLayer: true } || IsOfLayer(chain, i)) ? Symptom.LayerForbidden : Symptom.Forbidden;
    }

    internal static bool IsOfLayer(ErrorChain chain, int i) => Said(chain, i, s_layerFetch);

    private static bool Said(ErrorChain chain, int i, SearchValues<string> phrases)
    {
        for (; i >= 0; i--)
            if (chain.Clauses[i].Text.AsSpan().ContainsAny(phrases))
                return true;
        return false;
    }
}
