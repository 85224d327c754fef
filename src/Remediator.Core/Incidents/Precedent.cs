using Remediator.Core.Plans;

namespace Remediator.Core.Incidents;

/// <summary>What came of a change when it was made before, in whatever cluster.</summary>
/// <param name="RolledBackBy">The person who took it back; null where no person did.</param>
public sealed record Precedent(DateTimeOffset At, bool Helped, string? RolledBackBy)
{
    /// <summary>What a patch's end says about its change; null where it says nothing.</summary>
    public static Precedent? Of(PatchRecord ended) => ended.Outcome switch
    {
        Outcome.RolledBack => new(ended.EndedAt!.Value, false, null),
        Outcome.Patched { Pulled: true } => new(ended.EndedAt!.Value, true, null),
        _ => null,
    };

    /// <summary>Why only a person may have the same change made again; null where nothing speaks against it.</summary>
    public Message? WhyNotAgain => Helped ? null
        : RolledBackBy is { } who ? new Message("precedent.undone-by", ("who", who), ("time", Time))
        : new Message("precedent.rolled-back", ("time", Time));

    private string Time => $"{At.UtcDateTime:yyyy-MM-dd HH:mm}Z";
}
