using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Remediator.Core;

namespace Remediator.Kubernetes;

/// <summary>What is asked of a cluster, and the two things that are done to it. Lists are read page by page.</summary>
public sealed class Cluster(k8s.Kubernetes api)
{
    private const int Page = 500;

    public Task<IReadOnlyList<V1Pod>> PodsAsync(string ns, CancellationToken cancelled) => PagesAsync<V1Pod, V1PodList, V1Pod>(
        token => api.CoreV1.ListNamespacedPodAsync(ns, limit: Page, continueParameter: token, cancellationToken: cancelled), pod => [pod]);

    /// <summary>What is picked from the pods of a namespace, or of all (null); the rest of a page is let go before the next is read.</summary>
    /// <exception cref="ClusterUnreachableException">The pods may not be read, and trying again will not help.</exception>
    public async Task<IReadOnlyList<T>> FromPodsAsync<T>(string? ns, Func<V1Pod, IEnumerable<T>> pick, CancellationToken cancelled)
    {
        try
        {
            return await PagesAsync<V1Pod, V1PodList, T>(token => ns is null
                ? api.CoreV1.ListPodForAllNamespacesAsync(resourceVersion: CacheAtFirst(token), limit: Page, continueParameter: token, cancellationToken: cancelled)
                : api.CoreV1.ListNamespacedPodAsync(ns, limit: Page, continueParameter: token, cancellationToken: cancelled), pick);
        }
        catch (Exception e) when (KubernetesFailure.IsDenied(e))
        {
            throw new ClusterUnreachableException(KubernetesFailure.Why(e, "list pods"));
        }
    }

    /// <summary>
    /// A whole cluster is read from the API server's cache, which spares etcd and may be seconds old.
    /// https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions
    /// </summary>
    private static string? CacheAtFirst(string? token) => token is null ? "0" : null;

    /// <summary>Events about pods, by reason (<c>Failed</c>, <c>Pulled</c>, …) where one is named; about one pod where one is named.</summary>
    public Task<IReadOnlyList<Corev1Event>> PodEventsAsync(string ns, string? reason, string? pod, CancellationToken cancelled)
    {
        string?[] parts = ["involvedObject.kind=Pod", reason is null ? null : $"reason={reason}", pod is null ? null : $"involvedObject.name={pod}"];
        var selector = string.Join(',', parts.OfType<string>());
        return PagesAsync<Corev1Event, Corev1EventList, Corev1Event>(token =>
            api.CoreV1.ListNamespacedEventAsync(ns, fieldSelector: selector, limit: Page, continueParameter: token, cancellationToken: cancelled), e => [e]);
    }

    public Task<V1Node> NodeAsync(string name, CancellationToken cancelled) => api.CoreV1.ReadNodeAsync(name, cancellationToken: cancelled);

    public Task<V1ServiceAccount> ServiceAccountAsync(string ns, string name, CancellationToken cancelled) =>
        api.CoreV1.ReadNamespacedServiceAccountAsync(name, ns, cancellationToken: cancelled);

    public Task<V1ReplicaSet> ReplicaSetAsync(string ns, string name, CancellationToken cancelled) =>
        api.AppsV1.ReadNamespacedReplicaSetAsync(name, ns, cancellationToken: cancelled);

    /// <summary>A Deployment, StatefulSet or DaemonSet as far as a restart must know it.</summary>
    public async Task<Rollout> RolloutAsync(string ns, Workload workload, CancellationToken cancelled)
    {
        switch (workload.Kind)
        {
            case "Deployment":
                var deployment = await api.AppsV1.ReadNamespacedDeploymentAsync(workload.Name, ns, cancellationToken: cancelled);
                return Rollout.Of(deployment.Metadata, deployment.Spec?.Paused == true);
            case "StatefulSet":
                return Rollout.Of((await api.AppsV1.ReadNamespacedStatefulSetAsync(workload.Name, ns, cancellationToken: cancelled)).Metadata, false);
            case "DaemonSet":
                return Rollout.Of((await api.AppsV1.ReadNamespacedDaemonSetAsync(workload.Name, ns, cancellationToken: cancelled)).Metadata, false);
            default:
                throw WithoutRollout(workload);
        }
    }

    /// <summary>What <c>kubectl rollout restart</c> does: the same stamp twice is one restart.</summary>
    public Task RestartAsync(string ns, Workload workload, DateTimeOffset stamp, CancellationToken cancelled)
    {
        var annotation = new JsonObject { ["kubectl.kubernetes.io/restartedAt"] = stamp.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ") };
        var template = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = annotation } };
        var body = new JsonObject { ["spec"] = new JsonObject { ["template"] = template } };
        var patch = new V1Patch(body.ToJsonString(), V1Patch.PatchType.StrategicMergePatch);
        return workload.Kind switch
        {
            "Deployment" => api.AppsV1.PatchNamespacedDeploymentAsync(patch, workload.Name, ns, cancellationToken: cancelled),
            "StatefulSet" => api.AppsV1.PatchNamespacedStatefulSetAsync(patch, workload.Name, ns, cancellationToken: cancelled),
            "DaemonSet" => api.AppsV1.PatchNamespacedDaemonSetAsync(patch, workload.Name, ns, cancellationToken: cancelled),
            _ => throw WithoutRollout(workload),
        };
    }

    private static ArgumentException WithoutRollout(Workload workload) => new($"a {workload.Kind} has no rollout, accepted are Deployment, StatefulSet, DaemonSet");

    /// <summary>Through the eviction API, so that disruption budgets are honoured.</summary>
    public Task EvictAsync(string ns, string pod, CancellationToken cancelled) =>
        api.CoreV1.CreateNamespacedPodEvictionAsync(
            new V1Eviction { Metadata = new V1ObjectMeta { Name = pod, NamespaceProperty = ns } }, pod, ns, cancellationToken: cancelled);

    private static async Task<IReadOnlyList<T>> PagesAsync<TItem, TList, T>(Func<string?, Task<TList>> page, Func<TItem, IEnumerable<T>> pick)
        where TList : IItems<TItem>, IMetadata<V1ListMeta>
    {
        var items = new List<T>();
        string? token = null;
        do
        {
            var list = await page(token);
            items.AddRange(list.Items.SelectMany(pick));
            token = list.Metadata?.ContinueProperty;
        }
        while (!string.IsNullOrEmpty(token));
        return items;
    }
}
