using System.Text.Json;
using Remediator.Core.Incidents;

namespace Remediator.Runtime;

/// <summary>The handling of one event: its id (null for a bare payload), and how long there is.</summary>
public sealed record Invocation(string? EventId, TimeBudget Time, CancellationToken Cancelled)
{
    /// <summary>Unlike any other handling, the same event delivered again included.</summary>
    public required string Owner { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The event or request as it came, to be handed on for one cluster each; null where it cannot be.</summary>
    public JsonElement? Whole { get; init; }

    /// <summary>Of the clusters that are known, the one that this is about; null for all.</summary>
    public Scope? Only { get; init; }

    /// <summary>How this came in, where those who may come in that way may decide about plans; null where they may not.</summary>
    public Message? Channel { get; init; }

    /// <summary>What a person decided; null where nobody has.</summary>
    public ApprovalDecision? Decision { get; init; }
}
