using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Plans;

namespace Remediator.Core.Incidents;

/// <summary>
/// How far a patch has come. Each phase is written down before, or right after, what it names, so that the next invocation that reads the
/// record can go on.
/// </summary>
public enum PatchPhase
{
    /// <summary>The old policy is kept; whether the new one was written is not known.</summary>
    Writing,

    /// <summary>The new policy was read back.</summary>
    Written,

    /// <summary>The workloads were restarted, or it is known why not.</summary>
    Restarted,

    /// <summary>The pull failed again; whether the old policy is back is not known.</summary>
    RollingBack,

    /// <summary>Only the notification is left.</summary>
    Ended,

    /// <summary>People were notified. Nothing is left to do.</summary>
    Notified,
}

public static class PatchPhaseNames
{
    // as the first version stored them
    private static readonly WireNames<PatchPhase> s_names = new(
        (PatchPhase.Writing, "Writing"),
        (PatchPhase.Written, "Written"),
        (PatchPhase.Restarted, "Restarted"),
        (PatchPhase.RollingBack, "PuttingBack"),
        (PatchPhase.Ended, "Ended"),
        (PatchPhase.Notified, "Told"));

    extension(PatchPhase phase)
    {
        public string WireName => s_names.Of(phase);

        public static PatchPhase FromWire(string name) => s_names.Parse(name);
    }
}

/// <summary>A patch that was started: all that is needed to finish it or to roll it back, above all the whole policy before it.</summary>
/// <param name="Channel">How it was approved; null where no approval was needed.</param>
/// <param name="Words">What is known so far, of the restart or of the end.</param>
public sealed record PatchRecord(
    string Id, string Incident, PullFailure Failure, Puller Puller, PolicyPatch Patch, DateTimeOffset StartedAt, PatchPhase Phase,
        Message? Channel, Message? Words)
{
    /// <summary>Unique for an incident, and in the order of time.</summary>
    public static string IdOf(string incident, DateTimeOffset started) => $"{incident}#{started.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}";

    public bool IsUnfinished => Phase is not PatchPhase.Notified;

    /// <summary>Another record makes, and would roll back, the change that this one waits for as well.</summary>
    public bool IsFollower { get; init; }

    /// <summary>When the new policy was read back; null before.</summary>
    public DateTimeOffset? WrittenAt { get; init; }

    /// <summary>What could not be read so far: <see cref="Outcome.Unread"/>.</summary>
    public IReadOnlyList<Message> Unread { get; init; } = [];

    /// <summary>How it ended, once it has.</summary>
    public Outcome? Outcome { get; init; }

    public PatchRecord EndingIn(Outcome outcome, DateTimeOffset now)
    {
        var ended = (Channel, outcome) switch
        {
            ({ } through, Outcome.Patched patched) =>
                patched with
                {
                    Verification = new Message("remediation.approved-through", ("channel", through),
                    ("outcome", patched.Verification))
                },
            _ => outcome,
        };
        return this with
        {
            Phase = PatchPhase.Ended,
            Outcome = ended with
            {
                Seconds = (now - StartedAt).TotalSeconds,
                Unread = Unread.Count == 0 ? ended.Unread : [.. Unread, .. ended.Unread],
            }
        };
    }

    /// <summary>When it ended, once it has.</summary>
    public DateTimeOffset? EndedAt => Outcome is { Seconds: var seconds } ? StartedAt + TimeSpan.FromSeconds(seconds) : null;
}
