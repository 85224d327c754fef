namespace Remediator.Core.PullTexts;

/// <summary>
/// A proxy that refuses to connect: Go prints the bare reason right after the URL, where a registry's own answer comes with its number.
/// https://github.com/golang/go/blob/master/src/net/http/transport.go
/// </summary>
internal static class ProxyRefusal
{
    internal static Symptom? At(ErrorChain chain, int i) =>
        i > 0 && i == chain.Clauses.Count - 1 && IsRequest(chain.Clauses[i - 1].Text) && IsReason(chain.Clauses[i].Text) ? Symptom.ConnectionFailed : null;

    private static bool IsRequest(string clause) => clause is "head ·" or "get ·" or "post ·";

    private static bool IsReason(string clause) =>
        clause is "forbidden" or "bad gateway" or "service unavailable" or "gateway timeout" or "gateway time-out" or "internal server error" or "method not allowed";
}
