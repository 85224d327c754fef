using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Remediator.Sandbox.Aws;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Iam;
using Remediator.Sandbox.Kubelet;
using Remediator.Sandbox.Model;
using Remediator.Sandbox.Recording;

namespace Remediator.Sandbox;

/// <summary>
/// A small AWS with its EKS clusters on loopback, speaking the real wire protocols: what is written to it changes what happens in it.
/// </summary>
public sealed class World : IAsyncDisposable
{
    private readonly WorldOptions _options;
    private readonly CallLog _ledger = new();
    private readonly ChangeSignal _changed = new();
    private readonly Registry _registry;
    private readonly CertificateAuthority _certificates = new();
    private readonly CertificateAuthority _otherCertificates = new();
    private readonly ExternalAws? _other;
    private readonly ClusterWorld[] _clusters;
    private readonly CancellationTokenSource _stopping = new();
    private readonly WebApplication _server;
    private Task[] _lives = [];

    private World(Scenario scenario, WorldOptions options)
    {
        (Scenario, _options) = (scenario, options);
        Event = scenario.Event is { } own ? own.GetRawText() : AlarmEvent.Of(scenario, options.Clock.GetUtcNow());
        _registry = new(scenario);
        var identities = new Identities(scenario);
        _other = options.Aws is { } aws ? new(aws) : null;
        var puller = new ImagePuller(scenario, _registry, identities, _other);
        _clusters = [.. scenario.Clusters.Keys.Select(name => new ClusterWorld(name, scenario, puller, _ledger, _changed, options))];
        foreach (var fault in scenario.Faults) _ledger.InjectFault(fault);
        var front = new AwsRequestHandler(scenario, Services(identities), _registry, identities, _ledger, options);
        _server = LoopbackServer.Build(front.AnswerAsync, options.Port ?? 0, [.. _clusters.Select(cluster => (RequestHandler)cluster.Api.AnswerAsync)], _certificates.Server, _stopping.Token);
    }

    public Scenario Scenario { get; }

    /// <summary>All AWS services, told apart by the scope of the signature.</summary>
    public Uri AwsEndpoint { get; private set; } = new("http://127.0.0.1");

    /// <summary>The API server of the first cluster, under the world's own certificate authority.</summary>
    public Uri KubernetesEndpoint => _clusters[0].Endpoint;

    /// <summary>What AWS clients need to be the remediator in this world.</summary>
    public IReadOnlyDictionary<string, string> Environment => EnvironmentOf(Caller.Remediator);

    /// <summary>What AWS clients need to be a person with all rights in this world.</summary>
    public IReadOnlyDictionary<string, string> OperatorEnvironment => EnvironmentOf(Caller.Operator);

    public string TopicArn => Sns.TopicArn(Scenario);

    /// <summary>Every call of a client, in order; the kubelets' own pulls are not calls.</summary>
    public IReadOnlyList<Call> Calls => _ledger.Calls;

    public IReadOnlyList<Notification> Notifications => _ledger.Notifications;

    /// <summary>The event that starts the story: the scenario's own, or the alarm about its first workload.</summary>
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

    /// <summary>Orders an answer that is not the proper one.</summary>
    public void InjectFault(Fault fault) => _ledger.InjectFault(fault);

    /// <summary>
    /// From that call on, counted as <see cref="Calls"/> are, nobody gets an answer and nothing is carried out: to its callers the world looks as
    /// it does to a process that was killed. Null lets later calls through again.
    /// </summary>
    public void HangFromCall(int? call) => _ledger.HangFrom(call);

    /// <summary>The repository's policy as ECR would print it, or null; nobody is recorded to have asked.</summary>
    /// <exception cref="ArgumentException">There is no such repository.</exception>
    public string? RepositoryPolicy(string repository) => _registry.Named(repository).Policy;

    /// <summary>Changes the policy behind everyone's back, unchecked and unrecorded; null removes it.</summary>
    /// <exception cref="ArgumentException">There is no such repository.</exception>
    /// <exception cref="JsonException">The policy is no JSON.</exception>
    public void SetRepositoryPolicy(string repository, string? policy)
    {
        _registry.Named(repository).Policy = policy is null ? null : RepositoryPolicyText.Printed(JsonDocument.Parse(policy).RootElement);
        _changed.Raise();
    }

    public IReadOnlyList<PodView> Pods(string? ns = null) => [.. _clusters.SelectMany(cluster => cluster.Pods(ns))];

    /// <summary>Waits until the condition holds, looking at every change of the world; false when <paramref name="worldTime"/> went by first.</summary>
    public async Task<bool> WaitUntilAsync(Func<World, bool> condition, TimeSpan worldTime, CancellationToken ct)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var tooLate = Task.Delay(worldTime, _options.Clock, end.Token);
        while (true)
        {
            var change = _changed.Next;
            if (Array.Find(_lives, life => life.IsFaulted) is { } broken) await broken;
            if (condition(this)) break;
            if (await Task.WhenAny(change, tooLate) == change) continue;
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
        File.WriteAllText(path, $"""
            apiVersion: v1
            kind: Config
            current-context: sandbox
            clusters:
            - name: {_clusters[0].Name}
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
                cluster: {_clusters[0].Name}
                user: operator

            """);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync();
        await Task.WhenAll(_lives).ContinueWith(_ => { }, TaskScheduler.Default);
        await _server.DisposeAsync();
        _other?.Dispose();
        _certificates.Dispose();
        _otherCertificates.Dispose();
    }

    private async Task BeginAsync(CancellationToken ct)
    {
        await _server.StartAsync(ct);
        var addresses = _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        AwsEndpoint = new(addresses[0]);
        for (var n = 0; n < _clusters.Length; n++)
        {
            _clusters[n].Endpoint = new(addresses[n + 1]);
            _clusters[n].Api.SandboxHost = AwsEndpoint.Authority;
        }
        foreach (var cluster in _clusters) await cluster.BeginAsync(ct);
        _lives = [.. _clusters.Select(cluster => Task.Run(() => cluster.RunAsync(_stopping.Token), CancellationToken.None))];
        foreach (var life in _lives) _ = life.ContinueWith(_ => _changed.Raise(), TaskScheduler.Default);
    }

    private Dictionary<string, AwsApi> Services(Identities identities)
    {
        var eks = new Eks(Scenario, identities, name => _clusters.First(cluster => cluster.Name == name).Endpoint, name => Scenario.Clusters[name].Impostor ? _otherCertificates.AuthorityData : _certificates.AuthorityData);
        return new()
        {
            ["ecr"] = new(new Protocol.Json(), new Ecr(Scenario, _registry, identities, _changed.Raise).Operations),
            ["eks"] = new(new Protocol.RestJson(Eks.Route), eks.Operations),
            ["iam"] = new(new Protocol.Query("https://iam.amazonaws.com/doc/2010-05-08/"), new IamApi(Scenario, identities).Operations),
            ["sts"] = new(new Protocol.Query("https://sts.amazonaws.com/doc/2011-06-15/"), new Sts(identities).Operations),
            ["ec2"] = new(new Protocol.Query("http://ec2.amazonaws.com/doc/2016-11-15/", Ec2: true), new Ec2(Scenario, identities).Operations),
            ["dynamodb"] = new(new Protocol.Json("1.0"), new DynamoDb(Scenario).Operations),
            ["sns"] = new(new Protocol.Query("http://sns.amazonaws.com/doc/2010-03-31/"), new Sns(Scenario, _ledger).Operations),
        };
    }

    private Dictionary<string, string> EnvironmentOf(Caller caller) => new()
    {
        ["AWS_ENDPOINT_URL"] = AwsEndpoint.ToString().TrimEnd('/'),
        ["AWS_REGION"] = Scenario.Region,
        ["AWS_DEFAULT_REGION"] = Scenario.Region,
        ["AWS_ACCESS_KEY_ID"] = caller.AccessKey,
        ["AWS_SECRET_ACCESS_KEY"] = caller.Secret,
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["AWS_PAGER"] = "",
    };
}
