namespace Remediator.Core.Wording;

/// <summary>What was done about a failure, as far as a headline tells it.</summary>
public enum Deed
{
    PatchedAndReady,
    PatchedAndPulled,
    PatchedNotReady,
    PatchedUnseen,
    RolledBack,
    RollbackFailed,
    PolicyMoved,
    NotNeeded,
    Refused,
    Failed,

    /// <summary>The pods run from their nodes' caches.</summary>
    NothingFailsYet,
    OnlyReported,
    PersonDecides,
    NothingChanged,
}
