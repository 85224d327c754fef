namespace Remediator.Core.Network;

/// <summary>Does a packet pass? What could not be read, or depends on more than is read, is unknown.</summary>
public enum Passage
{
    Open,
    Unknown,
    Closed,
}

/// <summary>One hop of the network path; <paramref name="Missing"/> is the exact thing that would open it.</summary>
public sealed record Hop(Message Name, Passage Passage, Message? Missing = null)
{
    /// <summary>The same as a value, where it is one rule, route or endpoint.</summary>
    public NetworkChange? Change { get; init; }

    /// <summary>It is closed to the very address that was dialled, whatever name or mirror that belongs to.</summary>
    public bool ByAddress { get; init; }

    /// <summary>An open hop that its ids name: <c>rtb-1 → igw-1</c>.</summary>
    public static Hop Open(string ids) => new(At(ids), Passage.Open);

    public static Message At(string ids) => new("hop.at", ("place", ids));

    /// <summary>The same where something that was not read may lead around it.</summary>
    public Hop Unproved => Passage is Passage.Closed ? this with { Passage = Passage.Unknown } : this;

    public Message Shown => Passage switch
    {
        Passage.Closed => new Message("hop.closed", ("hop", Name)),
        Passage.Unknown => new Message("hop.unknown", ("hop", Name)),
        _ => Name,
    };
}
