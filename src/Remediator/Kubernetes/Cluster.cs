using System.Net;
using System.Text.Json.Nodes;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Remediator.Core.Plans;

namespace Remediator.Kubernetes;

/// <summary>The reads that a cluster is asked for, and the two writes: a restart and an eviction. Lists are read page by page.</summary>
public sealed class Cluster
{
    private const int PageSize = 500;
    private const string RestartedAt = "kubectl.kubernetes.io/restartedAt";

    private readonly ClusterClient _api;
    private readonly ListPages<Pod> _pods;

    internal Cluster(ClusterClient client) =>
        (_api, _pods) = (client, new ListPages<Pod>(client, "api/v1", "pods", ListJson.Default.Pod));

    /// <summary>How far the cluster's clock is ahead of ours, as its latest answer showed.</summary>
    public TimeSpan ClockAhead => _api.ClockAhead;

    public async Task<IReadOnlyList<Pod>> PodsAsync(string ns, CancellationToken cancelled) =>
        await WholeAsync<Pod>(all => _pods.EachAsync(ns, all.Add, cancelled));

    /// <summary>
    /// What is picked from the pods of a namespace, or of all namespaces (null). A pod is released before the next is read.
    /// </summary>
    /// <exception cref="ClusterUnreachableException">The pods may not be read, and trying again will not help.</exception>
    /// <exception cref="RemoteFailureException">The API server did not answer as it should; trying again may help.</exception>
    public async Task<IReadOnlyList<T>> FromPodsAsync<T>(string? ns, Func<Pod, IEnumerable<T>> pick, CancellationToken cancelled)
    {
        try
        {
            return await WholeAsync<T>(picked => _pods.EachAsync(ns, pod => picked.AddRange(pick(pod)), cancelled));
        }
        catch (Exception e) when (KubernetesFailure.IsDenied(e))
        {
            throw new ClusterUnreachableException(KubernetesFailure.Why(e, "list pods"));
        }
        catch (Exception e) when (KubernetesFailure.IsExpected(e, cancelled))
        {
            throw new RemoteFailureException(KubernetesFailure.Why(e, "list pods"), e);
        }
    }

    /// <summary>What is picked from the nodes, each released before the next is read.</summary>
    public async Task<IReadOnlyList<T>> FromNodesAsync<T>(Func<NodeItem, IEnumerable<T>> pick, CancellationToken cancelled)
    {
        var nodes = new ListPages<NodeItem>(_api, "api/v1", "nodes", ListJson.Default.NodeItem);
        return await WholeAsync<T>(picked => nodes.EachAsync(null, node => picked.AddRange(pick(node)), cancelled));
    }

    /// <summary>The same from the workloads of a kind, in a namespace or in all (null).</summary>
    public async Task<IReadOnlyList<T>> FromWorkloadsAsync<T>(
        WorkloadKind kind, string? ns, Func<WorkloadItem, IEnumerable<T>> pick, CancellationToken cancelled)
    {
        var workloads = new ListPages<WorkloadItem>(_api, kind.Group, kind.Plural, ListJson.Default.WorkloadItem);
        return await WholeAsync<T>(picked => workloads.EachAsync(ns, one => picked.AddRange(pick(one)), cancelled));
    }

    /// <summary>
    /// Events about pods, by reason (<c>Failed</c>, <c>Pulled</c>, …) where one is named; about one pod where one is named.
    /// </summary>
    public Task<IReadOnlyList<Corev1Event>> PodEventsAsync(string ns, string? reason, string? pod, CancellationToken cancelled)
    {
        return EventsAsync(ns, Selector(reason, pod), cancelled);
    }

    /// <summary>The same, but no more than the first <paramref name="most"/> of them.</summary>
    public async Task<IReadOnlyList<Corev1Event>> SomePodEventsAsync(string ns, string reason, string? pod, int most,
        CancellationToken cancelled) =>
        [.. (await _api.CoreV1.ListNamespacedEventAsync(
            ns, fieldSelector: Selector(reason, pod), limit: most, cancellationToken: cancelled)).Items];

    private static string Selector(string? reason, string? pod)
    {
        string?[] parts =
            ["involvedObject.kind=Pod", reason is null ? null : $"reason={reason}", pod is null ? null : $"involvedObject.name={pod}"];
        return string.Join(',', parts.OfType<string>());
    }

    /// <summary>Events of a workload whose pod was not let in, by a quota for example.</summary>
    public Task<IReadOnlyList<Corev1Event>> FailedCreatesAsync(string ns, Workload workload, CancellationToken cancelled) => EventsAsync(
        ns, $"involvedObject.kind={workload.Kind},involvedObject.name={workload.Name},reason=FailedCreate", cancelled);

    private Task<IReadOnlyList<Corev1Event>> EventsAsync(string ns, string selector, CancellationToken cancelled) =>
        PagesAsync(token => _api.CoreV1.ListNamespacedEventAsync(
            ns, fieldSelector: selector, limit: PageSize, continueParameter: token, cancellationToken: cancelled));

    public Task<V1Node> NodeAsync(string name, CancellationToken cancelled) =>
        _api.CoreV1.ReadNodeAsync(name, cancellationToken: cancelled);

    public Task<V1ServiceAccount> ServiceAccountAsync(string ns, string name, CancellationToken cancelled) =>
        _api.CoreV1.ReadNamespacedServiceAccountAsync(name, ns, cancellationToken: cancelled);

    /// <summary>When the content of a Secret was last set; the API server is asked for its metadata alone, so the content stays
    /// there.</summary>
    public Task<DateTimeOffset> SecretSetAtAsync(string ns, string name, CancellationToken cancelled) =>
        new SecretMetadata(_api).SetAtAsync(ns, name, cancelled);

    public Task<V1ReplicaSet> ReplicaSetAsync(string ns, string name, CancellationToken cancelled) =>
        _api.AppsV1.ReadNamespacedReplicaSetAsync(name, ns, cancellationToken: cancelled);

    /// <summary>What a restart must know about a Deployment, StatefulSet or DaemonSet; null where it is gone.</summary>
    public Task<Rollout?> RolloutAsync(string ns, Workload workload, CancellationToken cancelled)
    {
        var (apps, name) = (_api.AppsV1, workload.Name);
        return UnlessGoneAsync(async () => workload.Kind switch
        {
            "Deployment" => RolloutReader.Of(await apps.ReadNamespacedDeploymentAsync(name, ns, cancellationToken: cancelled)),
            "StatefulSet" => RolloutReader.Of(await apps.ReadNamespacedStatefulSetAsync(name, ns, cancellationToken: cancelled)),
            "DaemonSet" => RolloutReader.Of(await apps.ReadNamespacedDaemonSetAsync(name, ns, cancellationToken: cancelled)),
            _ => throw WithoutRollout(workload),
        });
    }

    public Task<V1Deployment?> DeploymentAsync(string ns, string name, CancellationToken cancelled) => UnlessGoneAsync(async () =>
        await _api.AppsV1.ReadNamespacedDeploymentAsync(name, ns, cancellationToken: cancelled));

    /// <summary>Whether there is such a workload; null for a kind that this program may not read.</summary>
    public async Task<bool?> ExistsAsync(string ns, Workload workload, CancellationToken cancelled) => workload.Kind switch
    {
        "Deployment" or "StatefulSet" or "DaemonSet" => await RolloutAsync(ns, workload, cancelled) is not null,
        "ReplicaSet" => await UnlessGoneAsync(async () => await ReplicaSetAsync(ns, workload.Name, cancelled)) is not null,
        _ => null,
    };

    public async Task<bool> HasNamespaceAsync(string ns, CancellationToken cancelled) =>
        await UnlessGoneAsync(async () => await _api.CoreV1.ReadNamespaceAsync(ns, cancellationToken: cancelled)) is not null;

    /// <summary>Whether a workload of any kind that has pods is called so.</summary>
    public async Task<bool> HasWorkloadAsync(string ns, string name, CancellationToken cancelled)
    {
        foreach (var kind in new[] { "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet" })
            if (await ExistsAsync(ns, new Workload(kind, name), cancelled) is true)
                return true;
        return await UnlessGoneAsync(async () => await _api.BatchV1.ReadNamespacedCronJobAsync(name, ns, cancellationToken: cancelled))
            is not null
            || await UnlessGoneAsync(async () => await _api.BatchV1.ReadNamespacedJobAsync(name, ns, cancellationToken: cancelled))
            is not null;
    }

    public async Task<IReadOnlyList<Quota>> QuotasAsync(string ns, CancellationToken cancelled) =>
        [.. (await _api.CoreV1.ListNamespacedResourceQuotaAsync(ns, cancellationToken: cancelled)).Items.Select(quota =>
            new Quota(quota.Metadata.Name, Amounts(quota.Spec?.Hard), Amounts(quota.Status?.Used)))];

    /// <summary>What <c>kubectl rollout restart</c> does: the same stamp twice is one restart.</summary>
    public Task RestartAsync(string ns, Workload workload, DateTimeOffset stamp, CancellationToken cancelled)
    {
        var annotation = new JsonObject { [RestartedAt] = StampOf(stamp) };
        var template = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = annotation } };
        var body = new JsonObject { ["spec"] = new JsonObject { ["template"] = template } };
        var patch = new V1Patch(body.ToJsonString(), V1Patch.PatchType.StrategicMergePatch);
        return workload.Kind switch
        {
            "Deployment" => _api.AppsV1.PatchNamespacedDeploymentAsync(patch, workload.Name, ns, cancellationToken: cancelled),
            "StatefulSet" => _api.AppsV1.PatchNamespacedStatefulSetAsync(patch, workload.Name, ns, cancellationToken: cancelled),
            "DaemonSet" => _api.AppsV1.PatchNamespacedDaemonSetAsync(patch, workload.Name, ns, cancellationToken: cancelled),
            _ => throw WithoutRollout(workload),
        };
    }

    /// <summary>Whether the pods of a Deployment are as a restart with this stamp made them.</summary>
    public static bool IsRestartedBy(V1Deployment deployment, DateTimeOffset stamp) =>
        deployment.Spec?.Template?.Metadata?.Annotations is { } annotations
        && annotations.TryGetValue(RestartedAt, out var given) && given == StampOf(stamp);

    private static string StampOf(DateTimeOffset stamp) => stamp.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ");

    private static ArgumentException WithoutRollout(Workload workload) =>
        new($"a {workload.Kind} has no rollout; accepted: Deployment, StatefulSet, DaemonSet");

    private static Dictionary<string, decimal> Amounts(IDictionary<string, ResourceQuantity>? given) =>
        (given ?? new Dictionary<string, ResourceQuantity>()).ToDictionary(one => one.Key, one => (decimal)one.Value);

    private static async Task<T?> UnlessGoneAsync<T>(Func<Task<T>> read) where T : class
    {
        try
        {
            return await read();
        }
        catch (HttpOperationException e) when (e.Response?.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Through the eviction API, so that disruption budgets count; a newer pod of the same name is not evicted.</summary>
    public Task EvictAsync(string ns, Pod pod, CancellationToken cancelled) =>
        _api.CoreV1.CreateNamespacedPodEvictionAsync(
            new V1Eviction
            {
                Metadata = new V1ObjectMeta { Name = pod.Metadata.Name, NamespaceProperty = ns },
                DeleteOptions = new V1DeleteOptions { Preconditions = new V1Preconditions { Uid = pod.Metadata.Uid } },
            }, pod.Metadata.Name, ns, cancellationToken: cancelled);

    private static async Task<IReadOnlyList<Corev1Event>> PagesAsync(Func<string?, Task<Corev1EventList>> page) =>
        await WholeAsync<Corev1Event>(async items =>
        {
            string? token = null;
            do
            {
                var list = await page(token);
                items.AddRange(list.Items);
                token = list.Metadata?.ContinueProperty;
            }
            while (!string.IsNullOrEmpty(token));
        });

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
