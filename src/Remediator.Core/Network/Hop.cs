using Remediator.Core.Wording;

namespace Remediator.Core.Network;

/// <summary>Does a packet pass? What could not be read, or depends on more than is read, is unknown.</summary>
public enum Passage
{
    Open,
    Unknown,
    Closed,
}

/// <summary>One station of the way, as it is drawn; <paramref name="Missing"/> is the exact thing that would open it.</summary>
public sealed record Hop(Message Name, Passage Passage, Message? Missing = null)
{
    /// <summary>As drawn where something that was not read may lead around it.</summary>
    public Hop Unproved => Passage is Passage.Closed ? this with { Passage = Passage.Unknown } : this;

    public override string ToString() => Passage switch
    {
        Passage.Closed => $"{Name} ✗",
        Passage.Unknown => $"{Name} ?",
        _ => $"{Name}",
    };
}
