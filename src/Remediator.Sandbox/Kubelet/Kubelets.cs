using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Kubernetes;

namespace Remediator.Sandbox.Kubelet;

/// <summary>
/// The kubelets of a cluster, on the world's clock: each container's image is pulled, and after a failure pulled again 10 s, 20 s,
/// 40 s … 300 s later.
/// </summary>
internal sealed class Kubelets(Cluster cluster, ObjectStore store, Controllers controllers, ImagePuller puller, EventRecorder recorder,
    TimeProvider clock)
{
    private static readonly TimeSpan s_pullDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_backOffEventDelay = TimeSpan.FromSeconds(2);

    /// <summary>How long a kubelet waits before it tries to create a sandbox again.</summary>
    private static readonly TimeSpan s_sandboxRetry = TimeSpan.FromSeconds(15);

    /// <summary>Stands for the container in an attempt that is about the pod's sandbox.</summary>
    private const string PodSandbox = "";

    private readonly PriorityQueue<Attempt, DateTimeOffset> _due = new();
    private readonly HashSet<(string Node, string Image)> _present = [];
    private readonly HashSet<(string PodUid, string Container)> _started = [];
    private readonly ChangeSignal _wake = new();

    /// <summary>A due attempt for one container of a pod; <c>BackOff</c>: report the back-off instead of pulling.</summary>
    private sealed record Attempt(string PodUid, string Container, int Failures, bool BackOff = false);

    public async Task RunAsync(CancellationToken stopping)
    {
        controllers.PodsCreated = _wake.Raise;
        while (!stopping.IsCancellationRequested)
        {
            var woken = _wake.Next;
            var now = clock.GetUtcNow();
            Admit(now);
            while (_due.TryPeek(out _, out var due) && due <= now)
                await AttemptAsync(_due.Dequeue(), now, stopping);
            lock (store.WriteLock)
                controllers.ReconcileAll(now);
            if (woken.IsCompleted)
                continue;
            using var wait = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            var sleep = _due.TryPeek(out _, out var next) ? Task.Delay(Max(next - clock.GetUtcNow(), TimeSpan.Zero), clock, wait.Token)
                : Task.Delay(Timeout.Infinite, wait.Token);
            await Task.WhenAny(woken, sleep);
            await wait.CancelAsync();
        }
    }

    /// <summary>
    /// Brings the existing pods to the state they would have if created at <paramref name="born"/>: past attempts become Events.
    /// </summary>
    /// <param name="cached">The digest of an image that the nodes have; null where they do not.</param>
    /// <param name="restarted">Whether the containers of an image ran before.</param>
    public async Task CatchUpAsync(
        DateTimeOffset born, Func<string, string?> cached, Func<string, bool> restarted, CancellationToken stopping)
    {
        var answers = new Dictionary<PullRequest, PullResult>();
        var starting = new Queue<(ApiObject Pod, ContainerState Container)>(Admitted(born));
        while (starting.TryDequeue(out var next) || AnyMore(starting, born, out next))
        {
            var pod = next.Pod;
            var container = next.Container with { RanBefore = restarted(next.Container.Image) };
            if (RefusedBeforePull(pod, container, born))
                continue;
            RecordMissingSecrets(pod, born, clock.GetUtcNow());
            var (needed, answer) = (NeededImage.Next(pod, container, _present), await AnswerAsync());
            async Task<PullResult> AnswerAsync()
            {
                var request = RequestOf(pod, NeededImage.Next(pod, container, _present).Image);
                if (!answers.TryGetValue(request, out var known))
                    answers[request] = known = cached(request.Image) is { } digest ? PullResult.Pulled(digest)
                        : await puller.PullAsync(request, stopping);
                return known;
            }
            while (answer.Error is null && needed.IsOfVolume)
            {
                SetPulled(pod, needed, born + s_pullDelay);
                (needed, answer) = (NeededImage.Next(pod, container, _present), await AnswerAsync());
            }
            if (answer.Error is not { } error)
            {
                SetRunning(pod, container, answer.Digest!, born + s_pullDelay);
                foreach (var later in Startable(pod))
                    starting.Enqueue(later);
                continue;
            }
            PullBackOff.RecordPastAttempts(recorder, pod, needed.EventsOf, needed.Image, error, born + s_pullDelay, s_backOffEventDelay,
                clock.GetUtcNow());
            SetWaiting(pod, container, "ImagePullBackOff", BackOffMessage(needed.Image, error),
                born + s_pullDelay + s_backOffEventDelay);
            var (failures, retry) = PullBackOff.Attempts(born + s_pullDelay, clock.GetUtcNow());
            _due.Enqueue(new(pod.Uid, container.Name, failures), retry);
        }
        lock (store.WriteLock)
            controllers.ReconcileAll(clock.GetUtcNow());
    }

    /// <summary>The pods that controllers make once the others are ready.</summary>
    private bool AnyMore(
        Queue<(ApiObject Pod, ContainerState Container)> starting, DateTimeOffset born, out (ApiObject Pod, ContainerState Container) next)
    {
        lock (store.WriteLock)
            controllers.ReconcileAll(born);
        foreach (var one in Admitted(born))
            starting.Enqueue(one);
        return starting.TryDequeue(out next);
    }

    private void Admit(DateTimeOffset now)
    {
        foreach (var (pod, container) in Admitted(now))
            Start(pod, container, now);
    }

    private void Start(ApiObject pod, ContainerState container, DateTimeOffset now)
    {
        if (RefusedBeforePull(pod, container, now))
            return;
        SetWaiting(pod, container, container.Waiting ?? "ContainerCreating", null, now);
        _due.Enqueue(new(pod.Uid, container.Name, 0), now + s_pullDelay);
    }

    private IEnumerable<(ApiObject Pod, ContainerState Container)> Admitted(DateTimeOffset since)
    {
        var fresh = new List<ApiObject>();
        lock (store.WriteLock)
            while (controllers.NewPods.TryDequeue(out var pod))
                fresh.Add(pod);
        var stuck = fresh.Where(pod => SandboxFailureOf(pod) is not null).ToArray();
        foreach (var pod in stuck)
            FailSandbox(pod, since, clock.GetUtcNow(), 1 + (int)((clock.GetUtcNow() - since) / s_sandboxRetry));
        return fresh.Except(stuck).SelectMany(Startable);
    }

    /// <summary>The containers of a pod that may start now and have not been started.</summary>
    private IEnumerable<(ApiObject Pod, ContainerState Container)> Startable(ApiObject pod) =>
        store.ByUid(pod.Uid) is not { } now ? []
        : [.. ContainerState.Startable(now).Where(container => _started.Add((now.Uid, container.Name)))
            .Select(container => (now, container))];

    private async Task AttemptAsync(Attempt attempt, DateTimeOffset now, CancellationToken stopping)
    {
        if (store.ByUid(attempt.PodUid) is { } stuck && attempt.Container == PodSandbox)
        {
            FailSandbox(stuck, now, now, 1);
            return;
        }
        if (store.ByUid(attempt.PodUid) is not { } pod
            || ContainerState.Of(pod).FirstOrDefault(container => container.Name == attempt.Container) is not { } container)
            return;
        var needed = NeededImage.Next(pod, container, _present);
        if (attempt.BackOff)
        {
            recorder.Record(pod, needed.EventsOf, "BackOff", $"Back-off pulling image \"{needed.Image}\"", now);
            recorder.Record(pod, needed.EventsOf, "Failed", "Error: ImagePullBackOff", now, warning: true);
            SetWaiting(pod, container, "ImagePullBackOff", BackOffMessage(needed.Image, container.Message ?? ""), now);
            return;
        }
        RecordMissingSecrets(pod, now, now);
        if (!needed.IsOfVolume && UnattemptedPull.PolicyOf(pod, container.Name) == "IfNotPresent"
            && _present.Contains((pod["spec.nodeName"]!, container.Image)))
        {
            recorder.Record(pod, container.Name, "Pulled", $"Container image \"{container.Image}\" already present on machine", now);
            SetRunning(pod, container, "sha256:" + new string('0', 64), now, pulled: false);
            StartMore(pod, now);
            return;
        }
        recorder.Record(pod, needed.EventsOf, "Pulling", $"Pulling image \"{needed.Image}\"", now);
        var answer = await puller.PullAsync(RequestOf(pod, needed.Image), stopping);
        if (answer.Error is null && needed.IsOfVolume)
        {
            SetPulled(pod, needed, now);
            await AttemptAsync(attempt, now, stopping);
            return;
        }
        if (answer.Error is not { } error)
        {
            SetRunning(pod, container, answer.Digest!, now);
            StartMore(pod, now);
            return;
        }
        recorder.Record(pod, needed.EventsOf, "Failed", $"Failed to pull image \"{needed.Image}\": {error}", now, warning: true);
        recorder.Record(pod, needed.EventsOf, "Failed", "Error: ErrImagePull", now, warning: true);
        SetWaiting(pod, container, "ErrImagePull", error, now);
        _due.Enqueue(attempt with { BackOff = true }, now + s_backOffEventDelay);
        _due.Enqueue(attempt with { Failures = attempt.Failures + 1 }, now + PullBackOff.DelayAfter(attempt.Failures + 1));
    }

    private void StartMore(ApiObject pod, DateTimeOffset now)
    {
        foreach (var (present, container) in Startable(pod))
            Start(present, container, now);
    }

    private bool RefusedBeforePull(ApiObject pod, ContainerState container, DateTimeOffset now)
    {
        if (UnattemptedPull.For(pod, container, _present) is not { } reason)
            return false;
        recorder.Record(pod, container.Name, reason.Event, reason.Why, now, warning: true);
        recorder.Record(pod, container.Name, "Failed", $"Error: {reason.Waiting}", now, warning: true);
        SetWaiting(pod, container, reason.Waiting, reason.Why, now);
        return true;
    }

    private string? SandboxFailureOf(ApiObject pod) => cluster.Nodes.GetValueOrDefault(pod["spec.nodeName"]!)?.SandboxFails;

    /// <summary>Without a sandbox no container is started, and only an Event says why.</summary>
    private void FailSandbox(ApiObject pod, DateTimeOffset first, DateTimeOffset now, int count)
    {
        recorder.Record(pod, null, "FailedCreatePodSandBox",
            $"Failed to create pod sandbox: rpc error: code = Unknown desc = {SandboxFailureOf(pod)}", first, now, count, warning: true);
        lock (store.WriteLock)
            store.Edit(pod, now, draft => PodStatus.Write(draft, ContainerState.Of(pod), first, hasSandbox: false));
        _due.Enqueue(new(pod.Uid, PodSandbox, 0), now + s_sandboxRetry);
    }

    private void RecordMissingSecrets(ApiObject pod, DateTimeOffset first, DateTimeOffset last)
    {
        if (string.Join(", ", PullIdentity.MissingSecrets(pod, cluster)) is { Length: > 0 } names)
            recorder.Record(pod, null, "FailedToRetrieveImagePullSecret",
                $"Unable to retrieve some image pull secrets ({names}); attempting to pull the image may not succeed.", first, last, 1,
                warning: true);
    }

    private void SetPulled(ApiObject pod, NeededImage needed, DateTimeOffset now)
    {
        _present.Add((pod["spec.nodeName"]!, needed.Image));
        recorder.Record(pod, needed.EventsOf, "Pulled", PulledMessage(needed.Image), now);
    }

    private static string PulledMessage(string image) =>
        $"Successfully pulled image \"{image}\" in 126ms (126ms including waiting). Image size: 179308544 bytes.";

    private void SetRunning(ApiObject pod, ContainerState container, string digest, DateTimeOffset now, bool pulled = true)
    {
        _present.Add((pod["spec.nodeName"]!, container.Image));
        if (pulled)
            recorder.Record(pod, container.Name, "Pulled", PulledMessage(container.Image), now);
        recorder.Record(pod, container.Name, "Created", $"Created container: {container.Name}", now);
        recorder.Record(pod, container.Name, "Started", $"Started container {container.Name}", now);
        var name = ImageName.Of(container.Image);
        var started = container with
        {
            Waiting = null,
            Message = null,
            ImageId = $"{name.Host}/{name.Repository}@{digest}",
            Since = now,
            HasEnded = container is { List: ContainerState.Init, IsSidecar: false },
        };
        if (!puller.Crashes(name))
        {
            Update(pod, started, now);
            return;
        }
        recorder.Record(pod, container.Name, "BackOff",
            $"Back-off restarting failed container {container.Name} in pod {pod.Name}_{pod.Namespace}({pod.Uid})", now, warning: true);
        Update(pod, started with
        {
            Waiting = ContainerState.Crashed,
            Message = $"back-off 10s restarting failed container={container.Name} pod={pod.Name}_{pod.Namespace}({pod.Uid})",
        }, now);
    }

    private void SetWaiting(ApiObject pod, ContainerState container, string reason, string? message, DateTimeOffset now) =>
        Update(pod, container with { Waiting = reason, Message = message, ImageId = null }, now);

    private void Update(ApiObject pod, ContainerState changed, DateTimeOffset now)
    {
        lock (store.WriteLock)
            if (store.ByUid(pod.Uid) is { } present)
                store.Edit(present, now,
                    draft => PodStatus.Write(draft,
                        [.. ContainerState.Of(present).Select(container => container.Name == changed.Name ? changed : container)], now));
    }

    private static string BackOffMessage(string image, string error) => $"Back-off pulling image \"{image}\": ErrImagePull: {error}";

    private PullRequest RequestOf(ApiObject pod, string image)
    {
        var node = cluster.Nodes.GetValueOrDefault(pod["spec.nodeName"]!);
        var (role, session) = PullIdentity.Of(pod, node, cluster, store);
        return new(image, role, session, node?.Architecture ?? "amd64",
            new(cluster.Network, cluster.SubnetOf(node), Node.AddressOf(pod["spec.nodeName"]!), node?.PublicIp is not null),
            cluster.ShowsRegistryMessage);
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
