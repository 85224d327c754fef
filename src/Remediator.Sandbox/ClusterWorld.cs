using System.Text.Json.Nodes;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Kubelet;
using Remediator.Sandbox.Kubernetes;
using Remediator.Sandbox.Model;
using Remediator.Sandbox.Recording;

namespace Remediator.Sandbox;

/// <summary>One cluster that lives: its objects, controllers, kubelets and API server.</summary>
internal sealed class ClusterWorld
{
    // so old is a story when the alarm tells it
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(5);

    private readonly Scenario _scenario;
    private readonly Cluster _cluster;
    private readonly ObjectStore _store;
    private readonly Controllers _controllers;
    private readonly Kubelets _kubelets;
    private readonly TimeProvider _clock;

    public ClusterWorld(string name, Scenario scenario, ImagePuller puller, CallLog ledger, ChangeSignal changed, WorldOptions options)
    {
        (Name, _scenario, _cluster, _clock) = (name, scenario, scenario.Clusters[name], options.Clock);
        _store = new(changed.Raise);
        _controllers = new(_store, new(_cluster, scenario.Region));
        _kubelets = new(_cluster, _store, _controllers, puller, new(_store), _clock);
        Api = new(name, _cluster.Version, _store, _controllers, ledger, options);
    }

    public string Name { get; }

    public ApiServer Api { get; }

    /// <summary>Where the API server listens; known once it does.</summary>
    public Uri Endpoint { get; set; } = new("https://127.0.0.1");

    public async Task BeginAsync(CancellationToken stopping)
    {
        var born = _clock.GetUtcNow() - Age;
        foreach (var ns in _cluster.Workloads.Keys.Select(key => key.Split('/')[0]).Append("default").Append("kube-system").Distinct()) Described.Namespace(_store, ns, born);
        foreach (var (name, node) in _cluster.Nodes) NodeObject.Put(_store, name, node, born);
        foreach (var (key, account) in _cluster.ServiceAccounts) Described.ServiceAccount(_store, key.Split('/')[0], key.Split('/')[1], account, born);
        foreach (var (key, workload) in _cluster.Workloads) Described.Workload(_store, key, workload, born);
        _controllers.ReconcileAll(born);
        var cached = _cluster.Workloads.Values.Where(workload => workload.Cached).Select(workload => workload.Image).ToHashSet();
        await _kubelets.CatchUpAsync(born, cached.Contains, stopping);
    }

    public Task RunAsync(CancellationToken stopping) => _kubelets.RunAsync(stopping);

    public IEnumerable<PodView> Pods(string? ns) => _store.List(Kind.Pod).Where(pod => ns is null || pod.Namespace == ns).Select(View);

    private PodView View(ApiObject pod)
    {
        var status = pod.At("status.containerStatuses") is { } list ? list.EnumerateArray().ToArray() : [];
        var waiting = status.Select(one => one.GetProperty("state")).Where(state => state.TryGetProperty("waiting", out _)).Select(state => state.GetProperty("waiting")).FirstOrDefault();
        var known = waiting.ValueKind == System.Text.Json.JsonValueKind.Object;
        return new(pod.Namespace, pod.Name, WorkloadOf(pod), pod["spec.nodeName"] ?? "", pod["status.phase"] ?? "Pending", pod.Condition("Ready"),
            known ? waiting.GetProperty("reason").GetString() : null,
            known && waiting.TryGetProperty("message", out var message) ? message.GetString() : null,
            status.Sum(one => one.GetProperty("restartCount").GetInt32()), pod.At("metadata.creationTimestamp")!.Value.GetDateTimeOffset());
    }

    private string WorkloadOf(ApiObject pod)
    {
        var owner = pod;
        while (owner.Owner is { } uid && _store.ByUid(uid) is { } next) owner = next;
        return $"{owner.Kind.Name}/{owner.Name}";
    }
}

/// <summary>Objects as a scenario describes them.</summary>
file static class Described
{
    public static void Namespace(ObjectStore store, string ns, DateTimeOffset now)
    {
        store.Put(Kind.Namespace, new()
        {
            ["kind"] = "Namespace",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject { ["name"] = ns },
            ["status"] = new JsonObject { ["phase"] = "Active" },
        }, now);
        ServiceAccount(store, ns, "default", new(), now);
    }

    public static void Workload(ObjectStore store, string key, Workload workload, DateTimeOffset now)
    {
        var kind = Kind.All.Single(kind => kind.Name == workload.Kind);
        var (ns, name) = (key.Split('/')[0], key.Split('/')[1]);
        if (store.Find(Kind.ServiceAccount, ns, workload.ServiceAccount) is null) ServiceAccount(store, ns, workload.ServiceAccount, new(), now);
        var pod = new JsonObject
        {
            ["serviceAccountName"] = workload.ServiceAccount,
            ["containers"] = new JsonArray(new JsonObject { ["name"] = name, ["image"] = workload.Image, ["imagePullPolicy"] = workload.ImagePullPolicy }),
        };
        if (workload.ImagePullSecrets.Count > 0) pod["imagePullSecrets"] = Secrets(workload.ImagePullSecrets);
        if (workload.Node is { } node) pod["nodeSelector"] = new JsonObject { ["kubernetes.io/hostname"] = node };
        var labels = workload.Labels.Count > 0 ? workload.Labels : new Dictionary<string, string> { ["app"] = name };
        var metadata = new JsonObject { ["name"] = name, ["namespace"] = ns, ["labels"] = Map(labels), ["annotations"] = Map(workload.Annotations) };
        var body = new JsonObject { ["kind"] = kind.Name, ["apiVersion"] = kind.ApiVersion, ["metadata"] = metadata };
        body["spec"] = kind == Kind.Pod ? pod : new JsonObject
        {
            ["replicas"] = workload.Replicas,
            ["selector"] = new JsonObject { ["matchLabels"] = Map(labels) },
            ["template"] = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = Map(labels.Concat(workload.PodLabels)) }, ["spec"] = pod },
        };
        if (kind == Kind.Pod) body["status"] = new JsonObject { ["phase"] = "Pending", ["qosClass"] = "BestEffort" };
        if (workload.Paused) body["spec"]!["paused"] = true;
        if (kind == Kind.DaemonSet) body["spec"]!.AsObject().Remove("replicas");
        ApiDefaults.Apply(kind, body);
        store.Put(kind, body, now);
    }

    public static void ServiceAccount(ObjectStore store, string ns, string name, ServiceAccount account, DateTimeOffset now)
    {
        var body = new JsonObject
        {
            ["kind"] = "ServiceAccount",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns, ["annotations"] = Map(account.Annotations) },
        };
        if (account.ImagePullSecrets.Count > 0) body["imagePullSecrets"] = Secrets(account.ImagePullSecrets);
        store.Put(Kind.ServiceAccount, body, now);
    }

    private static JsonArray Secrets(IReadOnlyList<string> names) => new([.. names.Select(name => new JsonObject { ["name"] = name })]);

    private static JsonObject Map(IEnumerable<KeyValuePair<string, string>> pairs) => new(pairs.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
}
