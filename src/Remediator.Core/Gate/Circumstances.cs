using Remediator.Core.Facts;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;

namespace Remediator.Core.Gate;

/// <summary>
/// What speaks for or against a write at the moment it would be made. Read before it is decided; nothing in it is used up by reading.
/// </summary>
public sealed record Circumstances
{
    public required Mode Mode { get; init; }

    /// <summary>What a person decided in this invocation; null where nobody has.</summary>
    public ApprovalDecision? Decision { get; init; }

    /// <summary>What is left of the invocation, and what a write with its verification needs of it.</summary>
    public required TimeSpan TimeLeft { get; init; }

    public required TimeSpan TimeNeeded { get; init; }

    /// <summary>How long a write is watched, for the message that there is too little time.</summary>
    public required TimeSpan VerifyTime { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>When this invocation began to handle its event.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How many repositories this invocation found to deny pulls that it would patch.</summary>
    public required int RepositoriesToPatch { get; init; }

    public required int MaxPatchesPerHour { get; init; }

    /// <summary>False where no other process sees what this one remembers.</summary>
    public required bool IsStoreShared { get; init; }

    /// <summary>The repository that this process has patched, which matters where the store is not shared; null for none.</summary>
    public string? PatchedByThisProcess { get; init; }

    /// <summary>
    /// False where another invocation holds the repository's lock; null where it was not tried for, since nothing would be written.
    /// </summary>
    public Fact<bool>? HasLock { get; init; }

    // what the store says; each is asked for only where something could be written

    /// <summary>The item <c>control</c> stops all writing.</summary>
    public Fact<bool>? IsStopped { get; init; }

    /// <summary>What people were asked about the plan of this hash, and what they decided; a known null: nobody was asked.</summary>
    public Fact<Approval?>? Approval { get; init; }

    /// <summary>What came of the same change when it was made before; a known null: it never was.</summary>
    public Fact<Precedent?>? Precedent { get; init; }

    /// <summary>How many patches were made within the last hour, over all repositories.</summary>
    public Fact<int>? PatchesThisHour { get; init; }

    /// <summary>When this program patched the repository last; a known null: not lately.</summary>
    public Fact<DateTimeOffset?>? PatchedAt { get; init; }

    /// <summary>The latest patch that was started for the incident; a known null: there is none.</summary>
    public Fact<PatchRecord?>? LatestPatch { get; init; }

    /// <summary>People were notified of that patch's end, whether or not the patch says so.</summary>
    public bool IsLatestPatchNotified { get; init; }

    /// <summary>The last change of the policy by someone else that was heard of, as it is known now.</summary>
    public Fact<ChangedBy?>? PolicyChangedBy { get; init; }

    /// <summary>Why one of the facts above could not be read; null where all that were asked for are known.</summary>
    public Message? Unread =>
        new IFact?[] { HasLock, IsStopped, Approval, Precedent, PatchesThisHour, PatchedAt, LatestPatch, PolicyChangedBy }
            .Select(fact => fact?.Gap).FirstOrDefault(gap => gap is not null);
}
