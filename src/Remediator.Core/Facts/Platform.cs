namespace Remediator.Core.Facts;

/// <summary>An operating system and a processor architecture in Go's names: <c>linux/arm64</c>.</summary>
public sealed record Platform(string Os, string Architecture)
{
    public override string ToString() => $"{Os}/{Architecture}";
}
