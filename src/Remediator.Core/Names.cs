using System.Text.Json;

namespace Remediator.Core;

/// <summary>Enum members as the contracts spell them: <c>CarveOut</c> is <c>carve-out</c>.</summary>
public static class Names
{
    public static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
