using System.Buffers;
using System.Globalization;

namespace Remediator.Core.PullTexts;

/// <summary>Clauses that repeat an answer: its status, its body, and what was refused or not found.</summary>
internal static class AnswerClauses
{
    private static readonly string[] s_announcers = ["status", "code", "statuscode", "http", "registry", "blob"];

    private static readonly TimeSpan s_longest = TimeSpan.FromHours(12);

    private static readonly SearchValues<string> s_iam =
        SearchValues.Create(["not authorized to perform", "kms"], StringComparison.Ordinal);

    private static readonly SearchValues<string> s_tokenFetch =
        SearchValues.Create(["oauth token", "anonymous token", "bearer token", "auth token"], StringComparison.Ordinal);

    private static readonly SearchValues<string> s_layerFetch =
        SearchValues.Create(["failed to copy", "httpreadseeker", "blob", "image configuration", "image config", "layer"],
            StringComparison.Ordinal);

    private static readonly SearchValues<string> s_nodesOwn =
        SearchValues.Create(["snapshot", "lease", "executable", "sandbox", "secret", "namespace", "runtime", "imds", "mount"],
            StringComparison.Ordinal);

    private static readonly SearchValues<string> s_manifestType =
        SearchValues.Create(["manifest", "image.index"], StringComparison.Ordinal);

    private static readonly SearchValues<string> s_layer =
        SearchValues.Create(["content descriptor", "content digest", "blob", "layer"], StringComparison.Ordinal);

    /// <summary>A refused request's status (400 to 599): <c>403 Forbidden</c>, <c>status code 403</c>, <c>StatusCode: 403, …</c>.</summary>
    internal static int? StatusIn(string clause, string before)
    {
        var previous = LastWord(before);
        var first = true;
        foreach (var range in clause.AsSpan().Split(' '))
        {
            var word = clause.AsSpan(range).Trim("(),;.\"");
            if (IsStatus(word) && (s_announcers.Contains(previous)
                || (first && (ReasonFollows(clause, range.End.Value) || IsAllAfterUrl(clause, word, previous)))))
                return int.Parse(word);
            previous = word.ToString();
            first = false;
        }
        return null;
    }

    private static bool IsStatus(ReadOnlySpan<char> word) =>
        word.Length == 3 && word[0] is ('4' or '5') && char.IsAsciiDigit(word[1]) && char.IsAsciiDigit(word[2]);

    private static bool ReasonFollows(string clause, int end) => end + 1 < clause.Length && char.IsAsciiLetter(clause[end + 1]);

    /// <summary>A text that was cut off after the number.</summary>
    private static bool IsAllAfterUrl(string clause, ReadOnlySpan<char> word, string previous) =>
        previous == "·" && word.Length == clause.Length;

    private static string LastWord(string text) => text[(text.LastIndexOf(' ') + 1)..].Trim('(', '"');

    /// <summary>S3 answers in XML where a registry answers in JSON; Docker and CRI-O print it whole.</summary>
    internal static Symptom? OfXml(string clause)
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
            _ when clause.Contains("request has expired", StringComparison.Ordinal) => Expiry(clause),
            // a signed URL of the future
            _ when clause.Contains("request is not yet valid", StringComparison.Ordinal) => Symptom.ClockSkew,
            _ => Symptom.LayerForbidden,
        };
    }

    /// <summary>
    /// A signed URL ran out: a slow download is late by minutes or hours. By more than any token of ECR lives, the clock that it was signed
    /// by was wrong.
    /// </summary>
    private static Symptom Expiry(string clause) =>
        Time(clause, "<expires>") is { } expires && Time(clause, "<servertime>") is { } server && server - expires > s_longest
            ? Symptom.ClockSkew
            : Symptom.TokenExpired;

    private static DateTimeOffset? Time(string clause, string tag) =>
        DateTimeOffset.TryParse(After(clause, tag).ToUpperInvariant(), CultureInfo.InvariantCulture, out var time) ? time : null;

    private static string After(string text, string tag)
    {
        var start = text.IndexOf(tag, StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf('<', start + tag.Length);
        return end < 0 ? "" : text[(start + tag.Length)..end];
    }

    /// <summary>Who said 403: the registry, or the host that keeps the layers.</summary>
    internal static Symptom Refusal(ErrorChain chain, int i)
    {
        var (text, endpoint) = chain.Clauses[i];
        var byRegistry = endpoint is { IsEcr: true } or { IsManifest: true } || text.AsSpan().ContainsAny(s_iam)
            || Said(chain, i, s_tokenFetch);
        return !byRegistry && (endpoint is { IsLayer: true } || IsOfLayer(chain, i)) ? Symptom.LayerForbidden : Symptom.Forbidden;
    }

    /// <summary>The last that was asked for was a layer or an image's configuration.</summary>
    internal static bool IsOfLayer(ErrorChain chain) => chain.Clauses is [.., { Endpoint: { } endpoint }]
        ? endpoint.IsLayer
        : IsOfLayer(chain, chain.Clauses.Count - 1);

    private static bool IsOfLayer(ErrorChain chain, int i) => Said(chain, i, s_layerFetch);

    private static bool Said(ErrorChain chain, int i, SearchValues<string> phrases)
    {
        for (; i >= 0; i--)
            if (chain.Clauses[i].Text.AsSpan().ContainsAny(phrases))
                return true;
        return false;
    }

    /// <summary>What was not found: an image, one of its layers, or something of the node's own.</summary>
    internal static Symptom? Absence(ErrorChain chain, int i)
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
