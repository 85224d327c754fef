using System.Buffers;

namespace Remediator.Core.PullTexts;

/// <summary>What was not found: an image, one of its layers, or something of the node's own.</summary>
internal static class Absence
{
    private static readonly SearchValues<string> s_nodesOwn =
        SearchValues.Create(["snapshot", "lease", "executable", "sandbox", "secret", "namespace", "runtime", "imds", "mount"], StringComparison.Ordinal);

    private static readonly SearchValues<string> s_manifestType =
        SearchValues.Create(["manifest", "image.index"], StringComparison.Ordinal);

    private static readonly SearchValues<string> s_layer =
        SearchValues.Create(["content descriptor", "content digest", "blob", "layer"], StringComparison.Ordinal);

    internal static Symptom? At(ErrorChain chain, int i)
    {
        var (text, endpoint) = chain.Clauses[i];
        var said = i == 0 ? text : $"{chain.Clauses[i - 1].Text}: {text}";
        if (said.AsSpan().ContainsAny(s_nodesOwn))
            return null;
        if (said.Contains("content descriptor", StringComparison.Ordinal))
            return said.AsSpan().ContainsAny(s_manifestType) ? Symptom.NotFound : Symptom.LayerMissing;
        if (endpoint is { IsManifest: true })
            return Symptom.NotFound;
        return endpoint is { IsLayer: true } || said.AsSpan().ContainsAny(s_layer) ? Symptom.LayerMissing : Symptom.NotFound;
    }
}
