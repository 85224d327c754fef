namespace Remediator.Core.PullTexts;

/// <summary>S3 answers in XML where a registry answers in JSON; Docker and CRI-O print it whole.</summary>
internal static class ForeignBody
{
    internal static Symptom? Of(string clause)
    {
        if (!clause.Contains("<error>", StringComparison.Ordinal))
            return null;
        var code = After(clause, "<code>");
        return code switch
        {
            "expiredtoken" => Symptom.TokenExpired,
            "slowdown" or "requestlimitexceeded" => Symptom.Throttled,
            "nosuchkey" or "nosuchbucket" => Symptom.LayerMissing,
            "internalerror" or "serviceunavailable" => Symptom.ServerError,
            "" => null,
            _ => Symptom.LayerForbidden,
        };
    }

    private static string After(string text, string tag)
    {
        var start = text.IndexOf(tag, StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf('<', start + tag.Length);
        return end < 0 ? "" : text[(start + tag.Length)..end];
    }
}
