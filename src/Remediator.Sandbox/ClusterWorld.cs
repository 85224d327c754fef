using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Kubelet;
using Remediator.Sandbox.Kubernetes;
using Remediator.Sandbox.Recording;

namespace Remediator.Sandbox;

/// <summary>One running cluster: its objects, controllers, kubelets and API server.</summary>
internal sealed class ClusterWorld
{
    // how long the pods have been failing when the alarm fires
    private static readonly TimeSpan s_age = TimeSpan.FromMinutes(5);

    private readonly Scenario _scenario;
    private readonly Cluster _cluster;
    private readonly ObjectStore _store;
    private readonly Controllers _controllers;
    private readonly Kubelets _kubelets;
    private readonly TimeProvider _clock;
    private readonly ImagePuller _puller;

    public ClusterWorld(string name, Scenario scenario, ImagePuller puller, CallLog calls, FaultInjector faults,
        ChangeSignal changed, WorldOptions options)
    {
        (Name, _scenario, _cluster, _clock, _puller) = (name, scenario, scenario.Clusters[name], options.Clock, puller);
        _store = new(changed.Raise);
        _controllers = new(_store, new(_cluster, scenario.Region), _cluster.Workloads
            .Where(one => one.Value.FirstPod is not null).Select(one => KeyValuePair.Create(one.Key, one.Value.FirstPod!)));
        _kubelets = new(_cluster, _store, _controllers, puller, new(_store), _clock);
        Api = new(name, _cluster.Version, _store, _controllers, calls, faults, options);
    }

    public string Name { get; }

    public ApiServer Api { get; }

    /// <summary>Where this machine reaches the API server; set once it listens.</summary>
    public Uri Endpoint { get; set; } = new("https://127.0.0.1");

    /// <summary>What EKS says of it.</summary>
    public Uri AdvertisedEndpoint { get; set; } = new("https://127.0.0.1");

    /// <summary>Creates the objects of the scenario, as if they had existed for some minutes.</summary>
    public async Task BeginAsync(CancellationToken stopping)
    {
        var born = _clock.GetUtcNow() - s_age;
        foreach (var ns in _cluster.Workloads.Keys.Select(key => key.Split('/')[0]).Append("default").Append("kube-system").Distinct())
            ScenarioObjects.PutNamespace(_store, ns, born);
        foreach (var (name, node) in _cluster.Nodes)
            ScenarioObjects.PutNode(_store, name, node, born);
        foreach (var (key, account) in _cluster.ServiceAccounts)
            ScenarioObjects.PutServiceAccount(_store, key.Split('/')[0], key.Split('/')[1], account, born);
        foreach (var (key, workload) in _cluster.Workloads)
            ScenarioObjects.PutWorkload(_store, key, workload, born);
        foreach (var (ns, name) in _cluster.Workloads.Select(one => (one.Key, one.Value.ImagePullSecrets))
            .Concat(_cluster.ServiceAccounts.Select(one => (one.Key, one.Value.ImagePullSecrets)))
            .SelectMany(one => one.ImagePullSecrets.Select(secret => (one.Key.Split('/')[0], secret))).Distinct()
            .Where(one => _cluster.PullSecrets.ContainsKey(one.secret)))
            ScenarioObjects.PutSecret(_store, ns, name, _cluster.RegistryOf(name),
                _clock.GetUtcNow().AddHours(-_cluster.PullSecretHours.GetValueOrDefault(name, 1)));
        foreach (var (key, hard) in _cluster.Quotas)
            ScenarioObjects.PutQuota(_store, key, hard, born);
        foreach (var (name, rights) in _cluster.MoreRights)
            ScenarioObjects.PutRights(_store, name, rights, born);
        foreach (var (key, budget) in _cluster.DisruptionBudgets)
            ScenarioObjects.PutDisruptionBudget(_store, key, budget, born);
        _controllers.ReconcileAll(born);
        var cached = _cluster.Workloads.Values.Where(workload => workload.Cached).DistinctBy(workload => workload.Image)
            .ToDictionary(workload => workload.Image, workload => workload.CachedDigest ?? _puller.DigestOf(workload.Image));
        var restarted = _cluster.Workloads.Values.Where(workload => workload.Restarted).Select(workload => workload.Image).ToHashSet();
        await _kubelets.CatchUpAsync(born, cached.GetValueOrDefault, restarted.Contains, stopping);
        foreach (var (key, workload) in _cluster.Workloads)
            if (workload.DebugImage is { } image)
                AddDebugContainer(key, image, born);
        await _kubelets.CatchUpAsync(born, cached.GetValueOrDefault, restarted.Contains, stopping);
    }

    /// <summary>An object as the API server would print it, or null.</summary>
    public string? ObjectJson(string kind, string ns, string name) => Find(kind, ns, name)?.Body.GetRawText();

    /// <inheritdoc cref="World.ObjectsJson"/>
    public IReadOnlyList<string> ObjectsJson(string kind) =>
        [.. _store.List(Kind.All.Single(one => one.Name == kind)).Select(item => item.Body.GetRawText())];

    /// <summary>Deletes an object, as someone with kubectl would.</summary>
    public void Delete(string kind, string ns, string name)
    {
        if (Find(kind, ns, name) is not { } item)
            throw new ArgumentException($"there is no {kind} \"{ns}/{name}\"", nameof(name));
        _store.Remove(item);
        _controllers.ReconcileAll(_clock.GetUtcNow());
    }

    private ApiObject? Find(string kind, string ns, string name) => _store.Find(Kind.All.Single(one => one.Name == kind), ns, name);

    /// <summary>As <c>kubectl debug</c> does.</summary>
    private void AddDebugContainer(string workload, string image, DateTimeOffset now)
    {
        var pods = _store.List(Kind.Pod)
            .Where(pod => $"{pod.Namespace}/{PodView.Of(pod, _store).Workload.Split('/')[1]}" == workload);
        foreach (var pod in pods.ToArray())
            _controllers.Changed(_store.Edit(pod, now, draft => draft["spec"]!["ephemeralContainers"] = new JsonArray(
                new JsonObject { ["name"] = "debugger", ["image"] = image, ["imagePullPolicy"] = "IfNotPresent" }))!);
    }

    /// <summary>Runs the kubelets until the world stops.</summary>
    public Task RunAsync(CancellationToken stopping) => _kubelets.RunAsync(stopping);

    public IEnumerable<PodView> Pods(string? ns) =>
        _store.List(Kind.Pod).Where(pod => ns is null || pod.Namespace == ns).Select(pod => PodView.Of(pod, _store));
}
