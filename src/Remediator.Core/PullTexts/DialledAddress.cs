using System.Net;

namespace Remediator.Core.PullTexts;

/// <summary>The address that a text says was dialled: <c>dial tcp 52.216.1.1:443: i/o timeout</c>.</summary>
public static class DialledAddress
{
    private const string Lead = "dial tcp ";
    private const int Https = 443;

    /// <summary>Null where none is printed, where it is a proxy's, or where another port was dialled.</summary>
    public static IPAddress? In(string text)
    {
        var at = text.LastIndexOf(Lead, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var rest = text[(at + Lead.Length)..];
        var word = rest[..(rest.AsSpan().IndexOfAny(' ', '\n') is var end and >= 0 ? end : rest.Length)].TrimEnd(':', '"', '\\', ']', ',');
        return IPEndPoint.TryParse(word, out var dialled) && dialled.Port == Https ? Plain(dialled.Address) : null;
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
