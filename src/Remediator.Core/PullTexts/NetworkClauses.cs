namespace Remediator.Core.PullTexts;

/// <summary>Clauses that say that the registry was not reached: a failed lookup, a broken connection, a proxy that refused.</summary>
internal static class NetworkClauses
{
    // how many clauses may stand between the lookup and its error
    private const int Reach = 5;

    /// <summary>
    /// Go prints <c>lookup HOST on SERVER: …</c> only for DNS; what follows may be any network error on the way to the DNS server.
    /// </summary>
    internal static bool IsFailedLookup(ErrorChain chain, int i)
    {
        for (var j = i; j >= 0 && j > i - Reach; j--)
            if (IsLookup(chain, j))
                return true;
        return false;
    }

    internal static bool IsLookup(ErrorChain chain, int i)
    {
        var text = chain.Clauses[i].Text;
        return text.StartsWith("lookup ", StringComparison.Ordinal) && i > 0 && IsDialer(chain.Clauses[i - 1].Text);
    }

    private static bool IsDialer(string text) =>
        text.Contains("dial", StringComparison.Ordinal) || text.EndsWith('·');

    /// <summary>A connection that broke: the one to the registry, unless it is the kubelet's own to its runtime.</summary>
    internal static Symptom BrokenConnection(ErrorChain chain, int i) =>
        Enumerable.Range(0, i + 1).Any(j => IsToRuntime(chain.Clauses[j].Text)) ? Symptom.Unknown : Symptom.ConnectionFailed;

    /// <summary><c>Head "https://…": unexpected EOF</c> broke off the answer's head, not a layer.</summary>
    internal static bool BrokeBeforeAnswer(ErrorChain chain, int i) =>
        chain.Clauses[i].Text == "unexpected eof" && i > 0 && chain.Clauses[i - 1].Text.EndsWith('·');

    private static bool IsToRuntime(string text) =>
        text.Contains("dial unix", StringComparison.Ordinal)
        || text is "error reading from server" or "error reading server preface" or "transport is closing";

    /// <summary>
    /// A proxy that refuses to connect: Go prints the bare reason right after the URL, where a registry's own answer comes with its number.
    /// https://github.com/golang/go/blob/master/src/net/http/transport.go
    /// </summary>
    internal static Symptom? ProxyRefusal(ErrorChain chain, int i) =>
        i > 0 && i == chain.Clauses.Count - 1 && IsRequest(chain.Clauses[i - 1].Text) && IsReason(chain.Clauses[i].Text)
            ? Symptom.ConnectionFailed
            : null;

    private static bool IsRequest(string clause) => clause is "head ·" or "get ·" or "post ·";

    private static bool IsReason(string clause) =>
        clause is "forbidden" or "bad gateway" or "service unavailable" or "gateway timeout" or "gateway time-out"
            or "internal server error" or "method not allowed";
}
