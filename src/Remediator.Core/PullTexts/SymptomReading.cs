namespace Remediator.Core.PullTexts;

/// <summary>
/// Reads the symptom off an error chain: what can only mean one thing wherever it stands, what was served
/// and what the node did by itself, then the innermost clause that means anything.
/// </summary>
internal static class SymptomReading
{
    internal static Symptom Of(ErrorChain chain)
    {
        foreach (var (symptom, phrases) in Phrases.Decisive)
            foreach (var clause in chain.Clauses)
                if (clause.Text.AsSpan().ContainsAny(phrases))
                    return symptom;

        if (ContentClauses.In(chain) is { } served)
            return served;
        if (NodeStep.In(chain, OfClause) is { } onNode)
            return onNode;
        for (var i = chain.Clauses.Count - 1; i >= 0; i--)
            if (OfClause(chain, i) is { } symptom)
                return symptom;
        return OfRpcCode(chain.RpcCode);
    }

    private static Symptom? OfClause(ErrorChain chain, int i) =>
        NetworkClauses.ProxyRefusal(chain, i)
        ?? AnswerClauses.OfXml(chain.Clauses[i].Text)
        ?? OfBody(chain, i)
        ?? OfStatus(chain, i)
        ?? OfTls(chain, i)
        ?? Refined(OfPhrase(chain.Clauses[i].Text) ?? Phrases.WholeClause(chain.Clauses[i].Text), chain, i)
        ?? (NetworkClauses.IsLookup(chain, i) ? Symptom.DnsFailure : null);

    /// <summary>A registry's own JSON, printed beside its status, says more than that.</summary>
    private static Symptom? OfBody(ErrorChain chain, int i) =>
        chain.Clauses[i].Text is var text && text.Contains("\"errors\":[", StringComparison.Ordinal)
            ? Refined(OfPhrase(text), chain, i)
            : null;

    private static Symptom? OfStatus(ErrorChain chain, int i) =>
        AnswerClauses.StatusIn(chain.Clauses[i].Text, i == 0 ? "" : chain.Clauses[i - 1].Text) switch
        {
            null => null,
            401 => Symptom.Unauthorized,
            403 => AnswerClauses.Refusal(chain, i),
            404 => AnswerClauses.Absence(chain, i),
            407 => Symptom.ConnectionFailed,
            408 => Symptom.Timeout,
            429 => Symptom.Throttled,
            // the code S3 uses for it
            503 when chain.Clauses[i].Text.Contains("slow down", StringComparison.Ordinal) => Symptom.Throttled,
            >= 500 => Symptom.ServerError,
            _ => Symptom.Unknown,
        };

    /// <summary>Whatever an alert says, <c>remote error: tls: access denied</c> included.</summary>
    private static Symptom? OfTls(ErrorChain chain, int i) =>
        i > 0 && chain.Clauses[i - 1].Text is ("tls" or "x509") ? Symptom.TlsFailure : null;

    private static Symptom? OfPhrase(string clause)
    {
        foreach (var (symptom, phrases) in Phrases.Innermost)
            if (clause.AsSpan().ContainsAny(phrases))
                return symptom;
        return null;
    }

    private static Symptom? Refined(Symptom? symptom, ErrorChain chain, int i) => symptom switch
    {
        Symptom.Timeout or Symptom.ConnectionFailed when NetworkClauses.IsFailedLookup(chain, i) => Symptom.DnsFailure,
        Symptom.ConnectionFailed => NetworkClauses.BrokenConnection(chain, i),
        Symptom.DamagedTransfer when NetworkClauses.BrokeBeforeAnswer(chain, i) => Symptom.ConnectionFailed,
        Symptom.Forbidden => AnswerClauses.Refusal(chain, i),
        Symptom.NotFound => AnswerClauses.Absence(chain, i),
        _ => symptom,
    };

    /// <summary>
    /// Weak evidence, used only when no clause says anything: <c>NotFound</c> and <c>Unavailable</c> are too often about the runtime
    /// itself.
    /// </summary>
    private static Symptom OfRpcCode(string? code) => code switch
    {
        "deadlineexceeded" or "canceled" => Symptom.Timeout,
        "resourceexhausted" => Symptom.Throttled,
        "unauthenticated" => Symptom.Unauthorized,
        "permissiondenied" => Symptom.Forbidden,
        "dataloss" => Symptom.DamagedTransfer,
        _ => Symptom.Unknown,
    };
}
