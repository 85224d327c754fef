namespace Remediator.Core.PullTexts;

/// <summary>Clauses about what was served: a page that no registry sends, or an image of a kind that the runtime does not run.</summary>
internal static class ContentClauses
{
    private static readonly string[] s_pages =
        ["<html", "<!doctype", "text/html", "looking for beginning of value", "after top-level value"];

    private static readonly string[] s_nothing =
        ["content size of zero", "content length", "content-length", "unexpected content type", "unexpected content-type"];

    private static readonly string[] s_formats =
    [
        "no longer supported since containerd", "schema 1", "schema1", "schema v1", "schema version 1", "missing signature key",
        "image format v1", "unsupported manifest",
        "unsupported media type application/", "unsupported config media type", "no processor for media-type",
        "unsupported image-specific operation on artifact", "invalid rootfs in image configuration", "vnd.cncf.helm",
        "vnd.oci.artifact", "vnd.unknown.config", "unsupported artifact",
        // every digest was right; an artifact's layers are none that its configuration lists
        "mismatched image rootfs", "diffids don't match", "don't match image configuration", "mediatype in manifest should be",
    ];

    internal static Symptom? In(ErrorChain chain)
    {
        for (var i = 0; i < chain.Clauses.Count; i++)
            if (Of(chain.Clauses[i].Text) is { } symptom)
                return symptom is Symptom.UnexpectedContent ? Served(chain, i) : symptom;
        return null;
    }

    private static Symptom? Of(string clause) =>
        s_formats.Any(clause.Contains) ? Symptom.UnsupportedFormat
        : clause.Contains("media type", StringComparison.Ordinal) ? OfMediaType(clause)
        : s_nothing.Any(clause.Contains) || s_pages.Any(clause.Contains) ? Symptom.UnexpectedContent
        : null;

    /// <summary>A type of its own is an image's or an artifact's; <c>text/html</c> and the like come from another server.</summary>
    private static Symptom? OfMediaType(string clause) =>
        clause.Contains("manifest.v1+", StringComparison.Ordinal) && clause.Contains("support", StringComparison.Ordinal)
            ? Symptom.UnsupportedFormat
        : !clause.Contains("unexpected media type", StringComparison.Ordinal) ? null
        : clause.Contains("application/vnd.", StringComparison.Ordinal) ? Symptom.UnsupportedFormat
        : Symptom.UnexpectedContent;

    /// <summary>S3 answers in XML; and an error page that says that its server is down or busy means just that.</summary>
    private static Symptom? Served(ErrorChain chain, int at)
    {
        for (var i = 0; i < chain.Clauses.Count; i++)
        {
            if (i >= at && (chain.Clauses[i].Text.Contains("<?xml", StringComparison.Ordinal)
                || chain.Clauses[i].Text.Contains("<error>", StringComparison.Ordinal)))
                return null;
            if (i <= at && AnswerClauses.StatusIn(chain.Clauses[i].Text, i == 0 ? "" : chain.Clauses[i - 1].Text) is 429 or >= 500)
                return null;
        }
        return Symptom.UnexpectedContent;
    }
}
