namespace Remediator.Core.Images;

/// <summary>
/// The terminals of the reference grammar (https://pkg.go.dev/github.com/distribution/reference), each checked in one pass.
/// </summary>
internal static class ReferenceGrammar
{
    internal static bool IsTag(string text) =>
        text.Length is >= 1 and <= 128 && IsWord(text[0]) && text.All(c => IsWord(c) || c is '.' or '-');

    internal static bool IsDigest(string text) =>
        text.Split(':') is [var algorithm, var hex]
        && hex.Length == algorithm switch { "sha256" => 64, "sha384" => 96, "sha512" => 128, _ => -1 }
        && hex.All(char.IsAsciiHexDigitLower);

    internal static bool IsHost(string text)
    {
        var colon = text.LastIndexOf(':');
        var (name, port) = colon < 0 || text.EndsWith(']') ? (text, "0") : (text[..colon], text[(colon + 1)..]);
        return port.Length > 0 && port.All(char.IsAsciiDigit)
            && (IsBracketedAddress(name) || name.Split('.').All(IsHostLabel));
    }

    /// <summary>Letters and digits, joined by one '.', one or two '_', or any number of '-'.</summary>
    internal static bool IsPathComponent(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            while (i < text.Length && (char.IsAsciiLetterLower(text[i]) || char.IsAsciiDigit(text[i])))
                i++;
            if (i == start)
                return false;
            if (i == text.Length)
                return true;
            var separator = i;
            while (i < text.Length && text[i] == text[separator])
                i++;
            if (i - separator > text[separator] switch { '.' => 1, '_' => 2, '-' => int.MaxValue, _ => 0 })
                return false;
        }
        return false;
    }

    private static bool IsBracketedAddress(string text) =>
        text is ['[', .. var inside, ']'] && inside.Length > 0 && inside.All(c => char.IsAsciiHexDigit(c) || c == ':');

    private static bool IsHostLabel(string text) =>
        text.Length > 0 && text[0] != '-' && text[^1] != '-' && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
