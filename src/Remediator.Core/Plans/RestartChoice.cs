using Remediator.Core.Failures;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Plans;

/// <summary>What is known of a workload whose pods wait for an image that they may pull now.</summary>
public sealed record RestartCase(Workload Workload, RestartWorkloads How)
{
    /// <summary>Pods that wait for an image, and of which no container runs.</summary>
    public int Stuck { get; init; }

    /// <summary>Pods that wait for an image while another container of theirs runs.</summary>
    public int Serving { get; init; }

    /// <summary>Pods of which only a debug container waits for its image.</summary>
    public int Debugged { get; init; }

    /// <summary>Of all pods of the workload, one is ready, or a container of one runs.</summary>
    public bool AnyServes { get; init; }

    /// <summary>Null where its kind has no rollouts; a known null is a workload that is gone.</summary>
    public Fact<Rollout?>? Rollout { get; init; }

    public required Fact<QuotaRoom> Room { get; init; }
}

/// <summary>
/// How stuck pods come to pull again. A pod of which a container runs is not touched, nor one that counts as failed when it goes; a
/// template is changed only where that replaces a stuck pod. Everything else is left to the kubelet, which tries again by itself.
/// </summary>
public abstract record RestartChoice
{
    /// <summary>What makes another pod of an evicted one, and nothing else of it. Of the kinds of others it is not known.</summary>
    private static readonly string[] s_replaced = ["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "ReplicationController"];

    private RestartChoice() { }

    public sealed record Leave(Message Why) : RestartChoice;

    /// <param name="Describe">Makes the message about the restart from the one about the evictions.</param>
    public sealed record Evict(Func<Message, Message> Describe) : RestartChoice
    {
        /// <summary>As an unknown, what could not be read and would have allowed more; null where everything was read.</summary>
        public Message? Unread { get; init; }
    }

    public sealed record RollOut : RestartChoice;

    /// <summary>Nothing has to be read to leave the pods of such a workload alone.</summary>
    public static Leave? ByKind(Workload workload) => workload.Kind switch
    {
        "Pod" => new Leave(new Message("restart.no-owner", ("workload", $"{workload}"))),
        "Job" => new Leave(new Message("restart.job", ("workload", $"{workload}"))),
        var kind when !s_replaced.Contains(kind) => new Leave(new Message("restart.other-owner", ("workload", $"{workload}"))),
        _ => null,
    };

    public static RestartChoice Of(RestartCase it)
    {
        var workload = $"{it.Workload}";
        return it switch
        {
            _ when ByKind(it.Workload) is { } left => left,
            { Rollout: Fact<Rollout?>.Known { Value: null } } => new Leave(new Message("restart.gone", ("workload", workload))),
            { Stuck: 0, Serving: > 0 } => new Leave(new Message("restart.serving", ("workload", workload))),
            { Stuck: 0, Debugged: > 0 } => new Leave(new Message("restart.debug-container", ("workload", workload))),
            { Stuck: 0 } => new Leave(new Message("restart.none-waiting", ("workload", workload))),
            { Room: Fact<QuotaRoom>.Known { Value: QuotaRoom.Exceeded exceeded } } => new Leave(new Message("restart.quota-exceeded",
                ("workload", workload), ("quota", exceeded.Quota), ("resource", exceeded.Resource))),
            { Rollout: { } rollout } when it.How is RestartWorkloads.Rollout || (it.How is RestartWorkloads.Auto && !it.AnyServes) =>
                OfRollout(it, rollout, workload),
            _ => new Evict(evicted => evicted),
        };
    }

    private static RestartChoice OfRollout(RestartCase it, Fact<Rollout?> read, string workload)
    {
        if (read is not Fact<Rollout?>.Known { Value: { } rollout })
            return new Evict(instead => new Message("restart.unreadable",
                ("workload", workload), ("why", read.Gap!), ("instead", instead)))
            { Unread = Gaps.Of(new Message("fact.workload"), read.Gap!) };
        if (rollout.IsPaused)
            return new Evict(instead => new Message("restart.paused", ("workload", workload), ("instead", instead)));
        // a stamp in its template would differ from its source, which may put it back and roll it out once more
        if (rollout.Source is { } tool && it.How is not RestartWorkloads.Rollout)
            return new Evict(instead => new Message("restart.managed", ("workload", workload), ("tool", tool), ("instead", instead)));
        if (rollout.IsOnDelete)
            return new Evict(instead => new Message("restart.on-delete", ("workload", workload), ("instead", instead)));
        if (rollout.IsOrdered)
            return new Evict(instead => new Message("restart.ordered", ("workload", workload), ("instead", instead)));
        if (rollout.Partition > 0)
            return new Evict(instead => new Message("restart.partition",
                ("workload", workload), ("ordinal", rollout.Partition), ("instead", instead)));
        return rollout.NeedsRoom ? OfRoom(it.Room, workload) : new RollOut();
    }

    private static RestartChoice OfRoom(Fact<QuotaRoom> room, string workload) => room switch
    {
        Fact<QuotaRoom>.Known { Value: QuotaRoom.InPlaceOnly full } => new Evict(instead => new Message("restart.no-room",
            ("workload", workload), ("quota", full.Quota), ("resource", full.Resource), ("instead", instead))),
        { Gap: { } why } => new Evict(instead => new Message("restart.room-unknown",
            ("workload", workload), ("why", why), ("instead", instead)))
        { Unread = Gaps.Of(new Message("fact.quotas"), why) },
        _ => new RollOut(),
    };
}
