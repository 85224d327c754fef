using System.Text.Json;

namespace Remediator.Core.Common;

/// <summary>Enum members as the contracts spell them: <c>CarveOut</c> is <c>carve-out</c>.</summary>
public static class Names
{
    public static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <exception cref="FormatException">The text is none of the members.</exception>
    public static T Parse<T>(string text) where T : struct, Enum =>
        Enum.GetValues<T>().Where(value => Of(value) == text).Select(value => (T?)value).FirstOrDefault()
            ?? throw new FormatException($"\"{text}\" is none of {string.Join(", ", Enum.GetValues<T>().Select(Of))}");
}
