namespace Remediator;

/// <summary>The handling of one event: its id, for what is told (null for a bare payload), and how long there is.</summary>
public sealed record Run(string? EventId, Deadline Deadline, CancellationToken Cancelled)
{
    /// <summary>Unlike any other handling, the same event delivered again included.</summary>
    public required string Owner { get; init; }

    public required DateTimeOffset Began { get; init; }

    /// <summary>How this came in, where those who may come in that way may decide about plans; null where they may not.</summary>
    public string? Through { get; init; }

    /// <summary>What a person decided; null where nobody has.</summary>
    public Ruling? Ruling { get; init; }
}

/// <summary>A person's decision about the plan of that hash.</summary>
/// <param name="Through">How it came in, in words.</param>
/// <param name="Incidents">Those that asked about it.</param>
public sealed record Ruling(string Hash, bool IsApproved, string Through, IReadOnlySet<string> Incidents);
