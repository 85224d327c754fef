using Remediator.Core.Failures;

namespace Remediator.Core.Plans;

/// <summary>
/// What really happened. <see cref="Seconds"/> is the time from the first write (or the plan, where nothing was written) to the end.
/// </summary>
public abstract record Outcome
{
    private Outcome() { }

    public virtual bool Verified => false;

    public double Seconds { get; init; }

    /// <summary>A note for people; null where the result says it all.</summary>
    public virtual Message? Why => null;

    /// <summary>What could not be read while a change was carried out, as unknowns: <see cref="Why"/> says what was done instead.</summary>
    public IReadOnlyList<Message> Unread { get; init; } = [];

    /// <summary>A repository policy was written, or may have been, or was someone else's by the time it was to be.</summary>
    public bool IsOfWrite => this is Patched or RolledBack or RollbackFailed or PolicyMoved or Failed { MayHaveWritten: true };

    /// <summary>What the response and the table call this kind of outcome.</summary>
    public abstract string Result { get; }

    public sealed record None : Outcome
    {
        public const string WireName = "None";

        public override string Result => WireName;
    }

    /// <summary>
    /// Written and read back. <paramref name="Pulled"/>: a pod pulled the image afterwards. <paramref name="Ready"/>: and is ready.
    /// </summary>
    public sealed record Patched(bool Pulled, bool Ready, Message Verification) : Outcome
    {
        public const string WireName = "Patched";

        public override string Result => WireName;

        public override bool Verified => Pulled;

        /// <summary>What the pods fail with since, where that is something else; not remembered, for the next look sees it.</summary>
        public PullFailure? Now { get; init; }

        /// <summary>Why nobody could see what the pods did; null where they were watched.</summary>
        public Message? NotSeen { get; init; }

        public override Message? Why => Verification;
    }

    /// <summary>The previous policy was restored and read back.</summary>
    public sealed record RolledBack(Message Reason) : Outcome
    {
        public const string WireName = "RolledBack";

        /// <summary>At a person's request, and not on evidence.</summary>
        public bool IsByPerson { get; init; }

        public override string Result => WireName;

        public override Message? Why => Reason;
    }

    /// <summary>The most urgent one: the patch did not help, and the previous policy could not be restored.</summary>
    public sealed record RollbackFailed(Message Reason) : Outcome
    {
        public const string WireName = "RollbackFailed";

        public override string Result => WireName;

        public override Message? Why => Reason;
    }

    /// <summary>Someone else changed the policy between reading and writing; nothing of theirs was touched.</summary>
    public sealed record PolicyMoved(Message Reason) : Outcome
    {
        public const string WireName = "PolicyMoved";

        public override string Result => WireName;

        public override Message? Why => Reason;
    }

    public sealed record NotNeeded(Message Reason) : Outcome
    {
        public const string WireName = "NotNeeded";

        public override string Result => WireName;

        public override Message? Why => Reason;
    }

    public sealed record Refused(Message Reason) : Outcome
    {
        public const string WireName = "Refused";

        public override string Result => WireName;

        public override Message? Why => Reason;
    }

    public sealed record Failed(Message Reason) : Outcome
    {
        public const string WireName = "Failed";

        public override string Result => WireName;

        /// <summary>False where the previous policy was read again.</summary>
        public bool MayHaveWritten { get; init; }

        public override Message? Why => Reason;
    }
}
