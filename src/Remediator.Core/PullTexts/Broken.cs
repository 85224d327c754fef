namespace Remediator.Core.PullTexts;

/// <summary>A connection that broke: the way to the registry's, unless it is the kubelet's own to its runtime.</summary>
internal static class Broken
{
    internal static Symptom At(ErrorChain chain, int i) =>
        Enumerable.Range(0, i + 1).Any(j => IsToRuntime(chain.Clauses[j].Text)) ? Symptom.Unknown : Symptom.ConnectionFailed;

    /// <summary><c>Head "https://…": unexpected EOF</c> broke off the answer's head, not a layer.</summary>
    internal static bool BeforeAnswer(ErrorChain chain, int i) =>
        chain.Clauses[i].Text == "unexpected eof" && i > 0 && chain.Clauses[i - 1].Text.EndsWith('·');

    private static bool IsToRuntime(string text) =>
        text.Contains("dial unix", StringComparison.Ordinal) || text is "error reading from server" or "error reading server preface" or "transport is closing";
}
