namespace Remediator.Core.Triggers;

/// <summary>A foreign value inside a message: short, on one line.</summary>
internal static class ShownValue
{
    private const int Longest = 120;

    internal static string Of(string? text, int longest = Longest) =>
        string.Concat((text ?? "").Take(longest).Select(c => char.IsControl(c) ? ' ' : c)) + (text?.Length > longest ? "…" : "");
}
