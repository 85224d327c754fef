using Remediator.Core.PullTexts;
using Remediator.Kubernetes;
using Remediator.Scan;

namespace Remediator.Repair;

/// <summary>
/// Watches what the affected workloads' pods do after a write: only a pull proves it right, only failed attempts prove it wrong. A few pods
/// prove as much as all, so a bounded number is asked about, by name and label.
/// </summary>
/// <param name="started">Before the write: a pull since then had the new policy, or needed none.</param>
/// <param name="written">When the write was read back.</param>
internal sealed class PullWatch(
    Cluster cluster, PodContextReader contexts, PullFailure failure, DateTimeOffset started, DateTimeOffset written, TimeProvider clock)
{
    /// <summary>How many workloads, and how many of their pods' events, are looked at each time.</summary>
    private const int Most = 16;

    /// <summary>After each page of pods, so that a workload of thousands is read no faster than one of few.</summary>
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(2);

    private const int PodsOnAPage = 500;

    /// <summary>A pulled image usually makes a ready pod soon; more waiting would only delay the message.</summary>
    private static readonly TimeSpan s_readyTime = TimeSpan.FromSeconds(20);

    /// <summary>An API server that starts refuses everything for some seconds, until its authorizer has read the roles.</summary>
    private static readonly TimeSpan s_passingDenial = TimeSpan.FromSeconds(10);

    private readonly FailedPulls _failed = new(failure);
    private readonly WorkloadPods _podsOf = new(cluster, clock);
    private readonly List<(string Namespace, Workload Workload)> _left =
        [.. failure.Workloads.Select(affected => (affected.Namespace, affected.Workload))];
    private readonly HashSet<string> _failing = [.. failure.Pods.Select(pod => pod.Uid)];
    private readonly Dictionary<string, bool> _sameWay = [];
    private TimeSpan _pause = s_interval;
    private Message? _blind;
    private DateTimeOffset? _deniedSince;
    private bool _withoutPods;

    public abstract record Seen
    {
        private Seen() { }

        /// <param name="Unready">What its container waits for instead, where it is not ready and a reason is given.</param>
        public sealed record Pulled(bool Ready, (string Container, string Reason)? Unready) : Seen;

        public sealed record FailedAgain(Message Why) : Seen;

        /// <summary>The pulls fail for another reason now, which is no evidence against the change.</summary>
        public sealed record FailsOtherwise(PullFailure Now) : Seen;

        /// <summary>Nothing is left that could pull: every workload was deleted.</summary>
        public sealed record Gone : Seen;

        /// <param name="Blind">Why the last look failed; null where it saw the pods.</param>
        public sealed record Nothing(Message? Blind) : Seen
        {
            /// <summary>The workloads have no pods any more, and whether they are gone is not known.</summary>
            public bool WithoutPods { get; init; }
        }
    }

    public async Task<Seen> WaitAsync(TimeSpan time, TimeBudget deadline, CancellationToken cancelled)
    {
        var until = clock.GetUtcNow() + time;
        while (clock.GetUtcNow() < until && deadline.Remaining > TimeBudget.Reserve)
        {
            await Task.Delay(_pause, clock, cancelled);
            var seen = await LookAsync(cancelled);
            switch (seen)
            {
                case Seen.Pulled { Ready: true } ready:
                    return ready;
                case Seen.Pulled pulled:
                    return await WaitForReadyAsync(pulled, deadline, cancelled);
                case Seen.FailedAgain or Seen.Gone:
                    return seen;
            }
        }
        return _failed.Otherwise is { } now ? new Seen.FailsOtherwise(now) : new Seen.Nothing(_blind) { WithoutPods = _withoutPods };
    }

    private async Task<Seen> WaitForReadyAsync(Seen.Pulled pulled, TimeBudget deadline, CancellationToken cancelled)
    {
        var until = clock.GetUtcNow() + s_readyTime;
        while (clock.GetUtcNow() < until && deadline.Remaining > TimeBudget.Reserve)
        {
            await Task.Delay(_pause, clock, cancelled);
            if (await LookAsync(cancelled) is Seen.Pulled seen && (pulled = seen).Ready)
                break;
        }
        return pulled;
    }

    /// <summary>One look that fails proves nothing, and the next may see. Only a right that is missing for a while is missing.</summary>
    private async Task<Seen> LookAsync(CancellationToken cancelled)
    {
        try
        {
            var seen = await SeenAsync(cancelled);
            (_blind, _deniedSince) = (null, null);
            return seen;
        }
        catch (Exception e) when (KubernetesFailure.IsExpected(e, cancelled) && !IsDeniedForGood(e))
        {
            return new Seen.Nothing(_blind = KubernetesFailure.Why(e, "list pods, events"));
        }
    }

    private bool IsDeniedForGood(Exception e)
    {
        if (!KubernetesFailure.IsDenied(e))
            return false;
        var now = clock.GetUtcNow();
        _deniedSince ??= now;
        return now - _deniedSince >= s_passingDenial;
    }

    private async Task<Seen> SeenAsync(CancellationToken cancelled)
    {
        var watched = _left.Take(Most).ToArray();
        var pods = (await Bounded.SelectAsync(watched, one => _podsOf.OfAsync(one.Namespace, one.Workload, cancelled)))
            .SelectMany(ofOne => ofOne).ToDictionary(pod => pod.Metadata.Uid);
        _pause = s_interval * (1 + pods.Count / PodsOnAPage);
        _withoutPods = pods.Count == 0;
        if (_withoutPods && await AreGoneAsync(watched, cancelled))
            return new Seen.Gone();
        var ofPods = (await Bounded.SelectAsync(ToAskAbout(pods.Values), pod => cluster.EventsOfAsync(pod, cancelled)))
            .SelectMany(ofOne => ofOne).Where(e => pods.ContainsKey(e.Uid)).ToArray();
        await NoteWaysAsync([.. ofPods.Select(e => e.Uid).Distinct()
            .Where(uid => pods[uid].Spec.NodeName is not null && !_sameWay.ContainsKey(uid)).Select(uid => pods[uid])], cancelled);
        var events = ofPods.Where(e => _sameWay.GetValueOrDefault(e.Uid)).ToArray();

        var pulled = events.Where(IsPull).Select(e => pods[e.Uid]).ToArray();
        if (pulled.Length > 0)
            return new Seen.Pulled(pulled.Any(pod => pod.IsReady), pulled.SelectMany(WaitingContainer.StatusesOf)
                .Select(status => status.State?.Waiting?.Reason is { } reason ? (status.Name, reason) : ((string, string)?)null)
                .FirstOrDefault(why => why is not null));
        _failed.Note([.. events.Where(e => IsOfRepository(e.Message ?? ""))], pods, written + cluster.ClockAhead);
        return _failed.Again is { } why ? new Seen.FailedAgain(why) : new Seen.Nothing(null);
    }

    /// <summary>
    /// Pods that failed, wait, or came since the write: as many that are ready, which prove that it helped, as that are not. One that ran
    /// before proves nothing, nor does one that pulls as someone else.
    /// </summary>
    private IEnumerable<Pod> ToAskAbout(IEnumerable<Pod> pods) =>
        pods.Where(pod => _sameWay.GetValueOrDefault(pod.Metadata.Uid, true)
            && (_failing.Contains(pod.Metadata.Uid) || !pod.IsReady || pod.Metadata.CreationTimestamp is not { } at
                || at >= Floor(started + cluster.ClockAhead)))
        .GroupBy(pod => pod.IsReady).SelectMany(alike => alike.Index()).OrderBy(one => one.Index).Take(Most).Select(one => one.Item);

    /// <summary>
    /// Whether nothing is left to watch. Workloads that are gone make room for others; a pod that has no workload is one of its own.
    /// </summary>
    private async Task<bool> AreGoneAsync((string Namespace, Workload Workload)[] watched, CancellationToken cancelled)
    {
        var exist = await Bounded.SelectAsync(watched, async one =>
            (one, Exists: one.Workload.Kind == "Pod" ? false : await cluster.ExistsAsync(one.Namespace, one.Workload, cancelled)));
        _left.RemoveAll(one => exist.Any(seen => seen.one == one && seen.Exists is false));
        return _left.Count == 0;
    }

    /// <summary>
    /// A pod of the workload on a node of another role pulls as someone else: neither its success nor its failure is about this patch.
    /// </summary>
    private async Task NoteWaysAsync(Pod[] pods, CancellationToken cancelled)
    {
        if (pods.Length == 0)
            return;
        var around = await contexts.ReadAsync(cluster, failure.Scope, pods, cancelled);
        foreach (var (uid, its) in pods.Select(pod => (pod.Metadata.Uid, around(pod))))
        {
            var isOurs = failure.Ways.Contains(its.GroupKey);
            // what could not be read now may be at the next look
            if (isOurs || its is { Compute: not Compute.Unknown, Credentials: not PodCredentials.Unread })
                _sameWay[uid] = isOurs;
        }
    }

    /// <summary>Event times have whole seconds.</summary>
    private bool IsPull(ClusterEvent e) => PullEvent.IsOfSuccess(e.Reason, e.Message) && IsOfRepository(e.Message!)
        && e.At >= Floor(started + cluster.ClockAhead);

    /// <summary>Another image of the same pod, or one with a longer name, is none of ours.</summary>
    private bool IsOfRepository(string message) =>
        PullEvent.ImageIn(message) is { } quoted && failure.Image is ImageReference.Ecr ours
        && ImageReference.Parse(quoted) is ImageReference.Ecr image && EcrRepository.Of(image) == EcrRepository.Of(ours);

    private static DateTime Floor(DateTimeOffset time) =>
        new(time.UtcDateTime.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
}
