using System.Text.Json.Nodes;
using k8s.Autorest;
using k8s.Models;
using Remediator.Core.Plans;

namespace Remediator.Kubernetes;

/// <summary>
/// The reads that a cluster is asked for, and the three writes: a restart, an eviction, and an Event. Lists are read page by page.
/// </summary>
public sealed class Cluster
{
    private const string RestartedAt = "kubectl.kubernetes.io/restartedAt";

    private readonly ClusterClient _api;
    private readonly ListPages<Pod> _pods;
    private readonly ListPages<ClusterEvent> _events;

    internal Cluster(ClusterClient client)
    {
        _api = client;
        _pods = new(client, "api/v1", "pods", ObjectJson.Default.Pod);
        _events = new(client, "api/v1", "events", ObjectJson.Default.ClusterEvent);
    }

    /// <summary>How far the cluster's clock is ahead of ours, as its latest answer showed.</summary>
    public TimeSpan ClockAhead => _api.ClockAhead;

    /// <param name="selector">Null: all of the namespace.</param>
    internal async Task<IReadOnlyList<Pod>> PodsAsync(string ns, PodSelector? selector, CancellationToken cancelled) =>
        await WholeAsync<Pod>(all => _pods.EachAsync(ns, selector, all.Add, cancelled));

    /// <summary>
    /// What is picked from the pods of a namespace, or of all namespaces (null). A pod is released before the next is read. A list that
    /// breaks off, or whose time is over, yields what was seen of it.
    /// </summary>
    /// <exception cref="ClusterUnreachableException">The pods may not be read, and trying again will not help.</exception>
    /// <exception cref="RemoteFailureException">The API server did not answer as it should; trying again may help.</exception>
    public async Task<PodsSeen<T>> FromPodsAsync<T>(string? ns, Func<Pod, IEnumerable<T>> pick, CancellationToken cancelled)
    {
        var count = 0;
        List<T> seen = [];
        try
        {
            await WholeAsync<T>(picked =>
            {
                (count, seen) = (0, picked);
                return _pods.EachAsync(ns, null, pod =>
                {
                    count++;
                    picked.AddRange(pick(pod));
                }, cancelled);
            });
            return new(seen, null);
        }
        catch (Exception e) when (KubernetesFailure.IsDenied(e))
        {
            throw new ClusterUnreachableException(KubernetesFailure.Why(e, "list pods"));
        }
        catch (Exception e) when (KubernetesFailure.IsExpected(e, CancellationToken.None))
        {
            var why = cancelled.IsCancellationRequested ? new Message("failure.no-time") : KubernetesFailure.Why(e, "list pods");
            return count > 0 ? new(seen, new Message("gap.kubernetes.unfinished", ("count", count), ("why", why)))
                : throw new RemoteFailureException(why, e);
        }
    }

    /// <summary>The name of each pod of a namespace, with the workload that it belongs to.</summary>
    public async Task<IReadOnlyList<(Workload Workload, string Pod)>> WorkloadsOfPodsAsync(string ns, CancellationToken cancelled) =>
        (await FromPodsAsync(ns, pod => new[] { (Owners.Of(pod), pod.Metadata.Name) }, cancelled)).Picked;

    /// <summary>What is picked from the nodes, each released before the next is read.</summary>
    public async Task<IReadOnlyList<T>> FromNodesAsync<T>(Func<NodeItem, IEnumerable<T>> pick, CancellationToken cancelled)
    {
        var nodes = new ListPages<NodeItem>(_api, "api/v1", "nodes", ObjectJson.Default.NodeItem);
        return await WholeAsync<T>(picked => nodes.EachAsync(null, null, node => picked.AddRange(pick(node)), cancelled));
    }

    /// <summary>The same from the workloads of a kind, in a namespace or in all (null).</summary>
    public async Task<IReadOnlyList<T>> FromWorkloadsAsync<T>(
        WorkloadKind kind, string? ns, Func<WorkloadItem, IEnumerable<T>> pick, CancellationToken cancelled)
    {
        var workloads = new ListPages<WorkloadItem>(_api, kind.Group, kind.Plural, ObjectJson.Default.WorkloadItem);
        return await WholeAsync<T>(picked => workloads.EachAsync(ns, null, one => picked.AddRange(pick(one)), cancelled));
    }

    /// <summary>
    /// The workload of that name, for an Event; null where it is gone. It is found in a list, which may be read in every mode.
    /// </summary>
    internal async Task<EventTarget?> TargetAsync(WorkloadKind kind, string ns, string name, CancellationToken cancelled)
    {
        var workloads = new ListPages<WorkloadItem>(_api, kind.Group, kind.Plural, ObjectJson.Default.WorkloadItem);
        var found = await WholeAsync<WorkloadItem>(all => workloads.EachAsync(ns, PodSelector.Named(name), all.Add, cancelled));
        return found is [{ Metadata.Uid: { } uid }] ? new(kind.ApiVersion, kind.Name, ns, name, uid) : null;
    }

    /// <summary>Events about pods, of a reason (<c>Failed</c>, <c>Pulled</c>, …); about one pod where one is named.</summary>
    public Task<IReadOnlyList<ClusterEvent>> PodEventsAsync(string ns, string reason, string? pod, CancellationToken cancelled) =>
        EventsAsync(ns, Selector(reason, pod), cancelled);

    /// <summary>All events about one pod, and none about others that had its name.</summary>
    internal Task<IReadOnlyList<ClusterEvent>> EventsOfAsync(Pod pod, CancellationToken cancelled) =>
        EventsAsync(pod.Metadata.Namespace, $"involvedObject.uid={pod.Metadata.Uid}", cancelled);

    /// <summary>The same, but no more than the first <paramref name="most"/> of them.</summary>
    internal async Task<EventsSeen> SomePodEventsAsync(string ns, string reason, string? pod, int most, CancellationToken cancelled)
    {
        var page = await _api.GetAsync($"{InNamespace(ns, "events")}?limit={most}{new PodSelector(null, Selector(reason, pod)).Query}",
            ObjectJson.Default.EventList, cancelled);
        return new(page.Items ?? [], IsCut: !string.IsNullOrEmpty(page.Metadata?.Continue));
    }

    private static string Selector(string reason, string? pod) =>
        $"involvedObject.kind=Pod,reason={reason}{(pod is null ? "" : $",involvedObject.name={pod}")}";

    /// <summary>Events of a workload whose pod was not let in, by a quota for example.</summary>
    public Task<IReadOnlyList<ClusterEvent>> FailedCreatesAsync(string ns, Workload workload, CancellationToken cancelled) => EventsAsync(
        ns, $"involvedObject.kind={workload.Kind},involvedObject.name={workload.Name},reason=FailedCreate", cancelled);

    private async Task<IReadOnlyList<ClusterEvent>> EventsAsync(string ns, string selector, CancellationToken cancelled) =>
        await WholeAsync<ClusterEvent>(all => _events.EachAsync(ns, new PodSelector(null, selector), all.Add, cancelled));

    public Task<NodeItem> NodeAsync(string name, CancellationToken cancelled) =>
        _api.GetAsync($"/api/v1/nodes/{Uri.EscapeDataString(name)}", ObjectJson.Default.NodeItem, cancelled);

    public Task<ServiceAccount> ServiceAccountAsync(string ns, string name, CancellationToken cancelled) =>
        _api.GetAsync($"{InNamespace(ns, "serviceaccounts")}/{Uri.EscapeDataString(name)}", ObjectJson.Default.ServiceAccount, cancelled);

    /// <summary>A pull secret, of which no token is kept; null where there is none of that name.</summary>
    internal Task<PullSecretItem?> PullSecretAsync(string ns, string name, CancellationToken cancelled) => UnlessGoneAsync(() =>
        _api.GetAsync($"{InNamespace(ns, "secrets")}/{Uri.EscapeDataString(name)}", ObjectJson.Default.PullSecretItem, cancelled));

    internal Task<WorkloadObject> ReplicaSetAsync(string ns, string name, CancellationToken cancelled) =>
        _api.GetAsync(WorkloadKind.ReplicaSet.PathOf(ns, name), ObjectJson.Default.WorkloadObject, cancelled);

    /// <summary>What a restart must know about a workload; null where it is gone.</summary>
    /// <exception cref="ArgumentException">It is of a kind that has no rollout.</exception>
    public async Task<Rollout?> RolloutAsync(string ns, Workload workload, CancellationToken cancelled) =>
        await FindAsync(ns, KindOfRollout(workload), workload.Name, cancelled) is { } found ? RolloutReader.Of(workload, found) : null;

    /// <summary>A workload; null where it is gone, or of a kind that this program may not read.</summary>
    internal async Task<WorkloadObject?> WorkloadAsync(string ns, Workload workload, CancellationToken cancelled) =>
        ReadableKindOf(workload) is { } kind ? await FindAsync(ns, kind, workload.Name, cancelled) : null;

    /// <summary>Whether there is such a workload; null for a kind that this program may not read.</summary>
    public async Task<bool?> ExistsAsync(string ns, Workload workload, CancellationToken cancelled) =>
        ReadableKindOf(workload) is null ? null : await WorkloadAsync(ns, workload, cancelled) is not null;

    private Task<WorkloadObject?> FindAsync(string ns, WorkloadKind kind, string name, CancellationToken cancelled) =>
        UnlessGoneAsync(() => _api.GetAsync(kind.PathOf(ns, name), ObjectJson.Default.WorkloadObject, cancelled));

    private static WorkloadKind? ReadableKindOf(Workload workload) =>
        WorkloadKind.Readable.FirstOrDefault(kind => kind.Name == workload.Kind);

    private static WorkloadKind KindOfRollout(Workload workload) =>
        WorkloadKind.WithRollout.FirstOrDefault(kind => kind.Name == workload.Kind) ?? throw new ArgumentException(
            $"a {workload.Kind} has no rollout; accepted: {string.Join(", ", WorkloadKind.WithRollout.Select(kind => kind.Name))}");

    public Task<bool> HasNamespaceAsync(string ns, CancellationToken cancelled) =>
        IsThereAsync($"/api/v1/namespaces/{Uri.EscapeDataString(ns)}", cancelled);

    /// <summary>Whether a workload of any kind is called so.</summary>
    public async Task<bool> HasWorkloadAsync(string ns, string name, CancellationToken cancelled)
    {
        foreach (var kind in WorkloadKind.All)
            if (await IsThereAsync(kind.PathOf(ns, name), cancelled))
                return true;
        return false;
    }

    private async Task<bool> IsThereAsync(string path, CancellationToken cancelled) =>
        await UnlessGoneAsync(() => _api.GetAsync(path, ObjectJson.Default.PartialItem, cancelled)) is not null;

    public async Task<IReadOnlyList<Quota>> QuotasAsync(string ns, CancellationToken cancelled) =>
        [.. ((await _api.GetAsync(InNamespace(ns, "resourcequotas"), ObjectJson.Default.QuotaList, cancelled)).Items ?? []).Select(quota =>
            new Quota(quota.Metadata?.Name ?? "", Amounts(quota.Spec?.Hard), Amounts(quota.Status?.Used)))];

    /// <summary>What <c>kubectl rollout restart</c> does: the same stamp twice is one restart.</summary>
    public Task RestartAsync(string ns, Workload workload, DateTimeOffset stamp, CancellationToken cancelled)
    {
        var annotation = new JsonObject { [RestartedAt] = StampOf(stamp) };
        var template = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = annotation } };
        var body = new JsonObject { ["spec"] = new JsonObject { ["template"] = template } };
        return _api.WriteAsync(HttpMethod.Patch, KindOfRollout(workload).PathOf(ns, workload.Name), body,
            "application/strategic-merge-patch+json", cancelled);
    }

    /// <summary>Whether the pods of a Deployment are as a restart with this stamp made them.</summary>
    internal static bool IsRestartedBy(WorkloadObject deployment, DateTimeOffset stamp) =>
        deployment.Spec?.Template?.Metadata?.Annotations is { } annotations
        && annotations.TryGetValue(RestartedAt, out var given) && given == StampOf(stamp);

    private static string StampOf(DateTimeOffset stamp) => stamp.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ");

    private static string InNamespace(string ns, string resource) => $"/api/v1/namespaces/{Uri.EscapeDataString(ns)}/{resource}";

    private static Dictionary<string, decimal> Amounts(Dictionary<string, string>? given) =>
        (given ?? []).ToDictionary(one => one.Key, one => (decimal)new ResourceQuantity(one.Value));

    private static async Task<T?> UnlessGoneAsync<T>(Func<Task<T>> read) where T : class
    {
        try
        {
            return await read();
        }
        catch (HttpOperationException e) when (KubernetesFailure.IsNotFound(e))
        {
            return null;
        }
    }

    /// <summary>Puts an Event on an object; one that is there under its name already stays as it is.</summary>
    internal async Task WriteEventAsync(WorkloadEvent written, CancellationToken cancelled)
    {
        try
        {
            await _api.WriteAsync(
                HttpMethod.Post, InNamespace(written.About.Namespace, "events"), written.ToJson(), "application/json", cancelled);
        }
        catch (HttpOperationException e) when (KubernetesFailure.IsConflict(e))
        {
        }
    }

    /// <summary>
    /// Through the eviction API, so that disruption budgets count; neither a newer pod of the same name nor one whose status has changed
    /// since it was read is evicted.
    /// </summary>
    /// <exception cref="HttpOperationException">409: it is another, or has changed.</exception>
    public Task EvictAsync(string ns, Pod pod, CancellationToken cancelled) => _api.WriteAsync(
        HttpMethod.Post, $"{InNamespace(ns, "pods")}/{Uri.EscapeDataString(pod.Metadata.Name)}/eviction", new JsonObject
        {
            ["apiVersion"] = "policy/v1",
            ["kind"] = "Eviction",
            ["metadata"] = new JsonObject { ["name"] = pod.Metadata.Name, ["namespace"] = ns },
            ["deleteOptions"] = new JsonObject
            {
                ["preconditions"] = new JsonObject
                {
                    ["uid"] = pod.Metadata.Uid,
                    ["resourceVersion"] = pod.Metadata.ResourceVersion,
                }
            },
        }, "application/json", cancelled);

    /// <summary>A list whose next page has expired is read once more from its start.</summary>
    private static async Task<List<T>> WholeAsync<T>(Func<List<T>, Task> read)
    {
        try
        {
            return await OnceAsync(read);
        }
        catch (Exception e) when (KubernetesFailure.IsGone(e))
        {
            return await OnceAsync(read);
        }
    }

    private static async Task<List<T>> OnceAsync<T>(Func<List<T>, Task> read)
    {
        var items = new List<T>();
        await read(items);
        return items;
    }
}
