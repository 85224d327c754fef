namespace Remediator.Core.Triggers;

/// <summary>A foreign value inside a message: short, on one line.</summary>
internal static class ShownValue
{
    private const int Longest = 120;

    internal static string Of(string? text) =>
        string.Concat((text ?? "").Take(Longest).Select(c => char.IsControl(c) ? ' ' : c)) + (text?.Length > Longest ? "…" : "");
}
