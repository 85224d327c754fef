using System.Globalization;
using System.Net;

namespace Remediator.Core.Policies.Conditions;

/// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress</summary>
internal static class IpAddresses
{
    public static Tri IsIn(string actual, PolicyValue.Filled expected) =>
        Address(actual) is { } address && Range(expected.Text!) is { } range ? TriLogic.Of(range.Contains(address)) : Tri.Unknown;

    // IPAddress reads "1" and "0x7f.1" too; policies have four decimal numbers
    private static IPAddress? Address(string text) =>
        IPAddress.TryParse(text, out var address)
        && (text.Contains(':') || address.ToString() == text) ? address : null;

    private static IPNetwork? Range(string text)
    {
        var slash = text.IndexOf('/');
        var address = Address(slash < 0 ? text : text[..slash]);
        if (address is null) return null;
        var bits = address.GetAddressBytes().Length * 8;
        var prefix = bits;
        if (slash >= 0 && !(int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, null, out prefix) && prefix <= bits)) return null;
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
