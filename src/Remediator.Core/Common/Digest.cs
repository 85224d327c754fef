using System.Security.Cryptography;
using System.Text;

namespace Remediator.Core.Common;

/// <summary>The SHA-256 of canonical JSON, in lower-case hex: equal for values that say the same.</summary>
internal static class Digest
{
    public static string Of(JsonNode json)
    {
        using var document = JsonDocument.Parse(JsonText.Compact(json));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonText.Canonical(document.RootElement))));
    }
}
