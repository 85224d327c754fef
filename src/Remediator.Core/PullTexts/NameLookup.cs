namespace Remediator.Core.PullTexts;

/// <summary>Go prints <c>lookup HOST on SERVER: …</c> only for DNS; what follows may be any network error of the way to the DNS server.</summary>
internal static class NameLookup
{
    private const int Reach = 5;

    internal static bool FailedAt(ErrorChain chain, int i)
    {
        for (var j = i; j >= 0 && j > i - Reach; j--)
            if (StandsIn(chain, j))
                return true;
        return false;
    }

    internal static bool StandsIn(ErrorChain chain, int i)
    {
        var text = chain.Clauses[i].Text;
        return text.StartsWith("lookup ", StringComparison.Ordinal) && i > 0 && IsDialer(chain.Clauses[i - 1].Text);
    }

    private static bool IsDialer(string text) =>
        text.Contains("dial", StringComparison.Ordinal) || text.EndsWith('·');
}
