using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Remediator.Sandbox.Aws;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Iam;
using Remediator.Sandbox.Kubelet;
using Remediator.Sandbox.Recording;

namespace Remediator.Sandbox;

/// <summary>
/// A small AWS with its EKS clusters, on loopback unless containers are to reach it. It speaks the real wire protocols, and what a client
/// writes changes what happens.
/// </summary>
public sealed class World : IAsyncDisposable
{
    private readonly WorldOptions _options;
    private readonly CallLog _calls = new();
    private readonly FaultInjector _faults = new();
    private readonly ChangeSignal _changed = new();
    private readonly Registry _registry;
    private readonly DynamoDb _tables;
    private readonly HostNames _names;
    private readonly CertificateAuthority _certificates;
    private readonly CertificateAuthority _otherCertificates;
    private readonly ExternalAws? _other;
    private readonly ClusterWorld[] _clusters;
    private readonly CancellationTokenSource _stopping = new();
    private readonly WebApplication _server;
    private Task[] _running = [];

    private World(Scenario scenario, WorldOptions options)
    {
        (Scenario, _options, _names) = (scenario, options, new(options.ContainerHost));
        (_certificates, _otherCertificates) = (new(options.ContainerHost), new(options.ContainerHost));
        Event = scenario.Event is { } own ? own.GetRawText() : AlarmEvent.Of(scenario, options.Clock.GetUtcNow());
        (_registry, _tables) = (new(scenario, options.Clock.GetUtcNow()), new(scenario));
        var identities = new Identities(scenario);
        _other = options.Aws is { } aws ? new(aws) : null;
        var puller = new ImagePuller(scenario, _registry, identities, _other);
        _clusters = [.. scenario.Clusters.Keys
            .Select(name => new ClusterWorld(name, scenario, puller, _calls, _faults, _changed, options))];
        foreach (var fault in scenario.Faults)
            _faults.Add(fault);
        var front = new AwsRequestHandler(scenario, Services(identities), _registry, identities, _calls, _faults, options);
        _server = WorldServer.Build(_names.ListensOn, front.AnswerAsync, options.Port ?? 0,
            [.. _clusters.Select(cluster => (RequestHandler)cluster.Api.AnswerAsync)], _certificates.Server, _stopping.Token);
    }

    public Scenario Scenario { get; }

    /// <summary>One endpoint for all AWS services; the scope of a request's signature says which service is meant.</summary>
    public Uri AwsEndpoint { get; private set; } = new("http://127.0.0.1");

    /// <summary>The same endpoint, as containers reach it where they are to.</summary>
    public Uri AdvertisedAwsEndpoint { get; private set; } = new("http://127.0.0.1");

    /// <summary>The API server of the first cluster, under the world's own certificate authority.</summary>
    public Uri KubernetesEndpoint => _clusters[0].Endpoint;

    /// <summary>Environment variables with which AWS clients act as the remediator's role.</summary>
    public IReadOnlyDictionary<string, string> Environment => EnvironmentOf(Caller.Remediator, AwsEndpoint);

    /// <summary>The same for a container, whose loopback is not that of this machine.</summary>
    public IReadOnlyDictionary<string, string> ContainerEnvironment => EnvironmentOf(Caller.Remediator, AdvertisedAwsEndpoint);

    /// <summary>Environment variables with which AWS clients act as an operator with all permissions.</summary>
    public IReadOnlyDictionary<string, string> OperatorEnvironment => EnvironmentOf(Caller.Operator, AwsEndpoint);

    /// <summary>The URL of <see cref="Model.Scenario.Queue"/>.</summary>
    public string QueueUrl => $"{new Uri(AwsEndpoint, $"{Scenario.Account}/{Scenario.Queue}")}";

    public string TopicArn => Sns.TopicArn(Scenario);

    /// <summary>Every call of a client, in order; the kubelets' own pulls are not calls.</summary>
    public IReadOnlyList<Call> Calls => _calls.Calls;

    /// <summary>The bodies of all messages that were sent to <see cref="Model.Scenario.Queue"/>.</summary>
    public IReadOnlyList<string> Messages => _calls.Messages;

    public IReadOnlyList<Notification> Notifications => _calls.Notifications;

    public TableUnits TableUnits => _tables.Used;

    /// <summary>The most calls to clusters that were under way at the same time.</summary>
    public int MostClusterCallsAtOnce => _calls.MostInFlight;

    /// <summary>The event to invoke the function with: the scenario's own, or the alarm about its first workload.</summary>
    public string Event { get; }

    public static async Task<World> StartAsync(Scenario scenario, WorldOptions? options = null, CancellationToken ct = default)
    {
        var world = new World(scenario, options ?? new());
        try
        {
            await world.BeginAsync(ct);
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes later calls of an operation fail as the fault says.</summary>
    public void InjectFault(Fault fault) => _faults.Add(fault);

    /// <summary>
    /// Simulates a crash of the caller: from this call on, counted as <see cref="Calls"/> are, no call is answered or carried out.
    /// Null answers later calls again.
    /// </summary>
    public void HangFromCall(int? call) => _faults.HangFrom(call);

    /// <summary>The repository's policy as ECR would print it, or null. Reading it here is not recorded as a call.</summary>
    /// <exception cref="ArgumentException">There is no such repository.</exception>
    public string? RepositoryPolicy(string repository) => _registry.Named(repository).Policy;

    /// <summary>Sets the policy directly, without ECR's checks and without recording a call; null deletes it.</summary>
    /// <exception cref="ArgumentException">There is no such repository.</exception>
    /// <exception cref="JsonException">The policy is not JSON.</exception>
    public void SetRepositoryPolicy(string repository, string? policy)
    {
        _registry.Named(repository).Policy = policy is null ? null : PolicyText.Printed(JsonDocument.Parse(policy).RootElement);
        _changed.Raise();
    }

    /// <summary>The policy of the registry as ECR would print it, or null. Reading it here is not recorded as a call.</summary>
    public string? RegistryPolicy => _registry.Policies[Scenario.Region];

    /// <summary>Sets the registry's policy directly, without ECR's checks and without recording a call; null deletes it.</summary>
    /// <exception cref="JsonException">The policy is not JSON.</exception>
    public void SetRegistryPolicy(string? policy)
    {
        _registry.Policies[Scenario.Region] = policy is null ? null : PolicyText.Printed(JsonDocument.Parse(policy).RootElement);
        _changed.Raise();
    }

    /// <summary>Puts an item into a DynamoDB table directly, without recording a call.</summary>
    /// <param name="item">In DynamoDB's JSON, with the keys <c>kind</c> and <c>key</c>.</param>
    public void PutItem(string table, JsonObject item) => _tables.Put(table, item);

    public IReadOnlyList<PodView> Pods(string? ns = null) => [.. _clusters.SelectMany(cluster => cluster.Pods(ns))];

    /// <summary>An object of the first cluster as its API server would print it, or null.</summary>
    /// <param name="kind">"Deployment", "Job" …</param>
    public string? ObjectJson(string kind, string ns, string name) => _clusters[0].ObjectJson(kind, ns, name);

    /// <summary>All objects of a kind in the first cluster, as its API server would print them.</summary>
    public IReadOnlyList<string> ObjectsJson(string kind) => _clusters[0].ObjectsJson(kind);

    /// <summary>Deletes an object of the first cluster, as someone with kubectl would.</summary>
    /// <exception cref="ArgumentException">There is no such object.</exception>
    public void DeleteObject(string kind, string ns, string name) => _clusters[0].Delete(kind, ns, name);

    /// <summary>
    /// Waits until the condition holds, checking it at every change; false if <paramref name="worldTime"/> passes first.
    /// </summary>
    public async Task<bool> WaitUntilAsync(Func<World, bool> condition, TimeSpan worldTime, CancellationToken ct)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var deadline = Task.Delay(worldTime, _options.Clock, end.Token);
        while (true)
        {
            var change = _changed.Next;
            if (Array.Find(_running, task => task.IsFaulted) is { } broken)
                await broken;
            if (condition(this))
                break;
            if (await Task.WhenAny(change, deadline) == change)
                continue;
            ct.ThrowIfCancellationRequested();
            return condition(this);
        }
        await end.CancelAsync();
        return true;
    }

    /// <summary>Writes a kubeconfig for the first cluster into the directory and returns its path.</summary>
    public string WriteKubeconfig(string directory)
    {
        var path = Path.Combine(directory, "kubeconfig");
        // the name that aws eks update-kubeconfig gives it
        var arn = $"arn:aws:eks:{Scenario.Region}:{Scenario.Account}:cluster/{_clusters[0].Name}";
        File.WriteAllText(path, $"""
            apiVersion: v1
            kind: Config
            current-context: sandbox
            clusters:
            - name: {arn}
              cluster:
                server: {KubernetesEndpoint}
                certificate-authority-data: {_certificates.AuthorityData}
            users:
            - name: operator
              user:
                token: {_clusters[0].Api.KubeconfigToken}
            contexts:
            - name: sandbox
              context:
                cluster: {arn}
                user: operator

            """);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync();
        await Task.WhenAll(_running).ContinueWith(_ => { }, TaskScheduler.Default);
        await _server.DisposeAsync();
        _other?.Dispose();
        _certificates.Dispose();
        _otherCertificates.Dispose();
    }

    private async Task BeginAsync(CancellationToken ct)
    {
        await _server.StartAsync(ct);
        var addresses = _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
            .Select(address => new Uri(address)).ToArray();
        (AwsEndpoint, AdvertisedAwsEndpoint) = (HostNames.FromHere(addresses[0]), _names.Advertised(addresses[0]));
        for (var n = 0; n < _clusters.Length; n++)
        {
            _clusters[n].Endpoint = HostNames.FromHere(addresses[n + 1]);
            _clusters[n].AdvertisedEndpoint = _names.Advertised(addresses[n + 1]);
            _clusters[n].Api.SandboxHosts = [AwsEndpoint.Authority, AdvertisedAwsEndpoint.Authority];
        }
        foreach (var cluster in _clusters)
            await cluster.BeginAsync(ct);
        _running = [.. _clusters.Select(cluster => Task.Run(() => cluster.RunAsync(_stopping.Token), CancellationToken.None))];
        foreach (var task in _running)
            _ = task.ContinueWith(_ => _changed.Raise(), TaskScheduler.Default);
    }

    private Dictionary<string, AwsApi> Services(Identities identities)
    {
        var eks = new Eks(Scenario, identities, name => _clusters.First(cluster => cluster.Name == name).AdvertisedEndpoint,
            name => Scenario.Clusters[name].UntrustedCertificate ? _otherCertificates.AuthorityData : _certificates.AuthorityData);
        return new()
        {
            ["ecr"] = new(new Protocol.Json(), new Ecr(Scenario, _registry, identities, _changed.Raise).Operations),
            ["eks"] = new(new Protocol.RestJson(Eks.Route), eks.Operations),
            ["iam"] = new(new Protocol.Query("https://iam.amazonaws.com/doc/2010-05-08/"), new IamApi(Scenario, identities).Operations),
            ["sts"] = new(new Protocol.Query("https://sts.amazonaws.com/doc/2011-06-15/"), new Sts(identities).Operations),
            ["ec2"] = new(new Protocol.Query("http://ec2.amazonaws.com/doc/2016-11-15/", Ec2: true),
                new Ec2(Scenario, identities).Operations),
            ["dynamodb"] = new(new Protocol.Json("1.0"), _tables.Operations),
            ["kms"] = new(new Protocol.Json(), new Kms(Scenario).Operations),
            ["sqs"] = new(new Protocol.Json("1.0"), new Sqs(Scenario, _calls).Operations),
            ["sns"] = new(new Protocol.Query("http://sns.amazonaws.com/doc/2010-03-31/"), new Sns(Scenario, _calls).Operations),
        };
    }

    private Dictionary<string, string> EnvironmentOf(Caller caller, Uri endpoint) => new()
    {
        ["AWS_ENDPOINT_URL"] = endpoint.ToString().TrimEnd('/'),
        ["AWS_REGION"] = Scenario.Region,
        ["AWS_DEFAULT_REGION"] = Scenario.Region,
        ["AWS_ACCESS_KEY_ID"] = caller.AccessKey,
        ["AWS_SECRET_ACCESS_KEY"] = caller.Secret,
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["AWS_PAGER"] = "",
    };
}
