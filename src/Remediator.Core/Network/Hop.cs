namespace Remediator.Core;

/// <summary>Does a packet pass? What could not be read, or depends on more than is read, is unknown.</summary>
public enum Passage
{
    Open,
    Unknown,
    Closed,
}

/// <summary>One station of the way, as it is drawn; <paramref name="Missing"/> is the exact thing that would open it.</summary>
public sealed record Hop(string Name, Passage Passage, string? Missing = null)
{
    public override string ToString() => Passage switch
    {
        Passage.Closed => $"{Name} ✗",
        Passage.Unknown => $"{Name} ?",
        _ => Name,
    };
}
