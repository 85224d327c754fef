using System.Globalization;
using System.Net;

namespace Remediator.Core.Policies.Language;

/// <summary>
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
/// </summary>
internal static class IpAddresses
{
    public static Tri IsIn(KeyText actual, PolicyValue.Filled expected) =>
        Address(actual.Text) is { } address && Range(expected.Text) is { } range ? TriLogic.Of(range.Contains(address)) : Tri.Unknown;

    // IPAddress reads "1", "0x7f.1", "[::1]:80" and "fe80::1%2" too; policies have four decimal numbers, or groups of hexadecimal ones
    private static IPAddress? Address(string text) =>
        IPAddress.TryParse(text, out var address)
        && (text.Contains(':') ? text.All(letter => char.IsAsciiHexDigit(letter) || letter is ':' or '.') : address.ToString() == text)
            ? address
            : null;

    private static IPNetwork? Range(string text)
    {
        var slash = text.IndexOf('/');
        var address = Address(slash < 0 ? text : text[..slash]);
        if (address is null)
            return null;
        var bits = address.GetAddressBytes().Length * 8;
        if (slash < 0)
            return new IPNetwork(address, bits);
        var length = text.AsSpan(slash + 1);
        if (!int.TryParse(length, NumberStyles.None, null, out var prefix) || prefix > bits
            || (length[0] == '0' && length.Length > 1))
            return null;
        return new IPNetwork(Network(address, prefix), prefix);
    }

    // IPNetwork refuses a range written with bits beyond its prefix; IAM ignores them
    private static IPAddress Network(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] &= (byte)(0xFF00 >> Math.Clamp(prefix - (i * 8), 0, 8));
        return new IPAddress(bytes);
    }
}
