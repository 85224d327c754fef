using System.Security.Cryptography;
using System.Text;

namespace Remediator.Sandbox.Kubernetes;

/// <summary>Generated names in the alphabet that Kubernetes uses: no vowels, no look-alikes.</summary>
internal static class GeneratedName
{
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    public static string Suffix(int length) => RandomNumberGenerator.GetString(Alphabet, length);

    /// <summary>The same name for the same text.</summary>
    public static string Stable(string text, int length) =>
        string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes(text)).Take(length).Select(value => Alphabet[value % Alphabet.Length]));
}
