using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Remediator.Cli.Hosting;
using Remediator.Sandbox;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Model;
using Remediator.Sandbox.Recording;

namespace Remediator.Tests.Pipeline;

/// <summary>
/// A scenario whose alarm is about to fire, with the function beside it: real handler, real SDK clients, the world's own clock.
/// </summary>
internal sealed class Story : IAsyncDisposable
{
    public const string Repository = "retail-sample-app-ui";

    /// <summary>All that may be called without changing anything: reads, notifications, and the incident table.</summary>
    private static readonly HashSet<(string Service, string Operation)> s_harmless =
    [
        ("sts", "GetCallerIdentity"), ("eks", "DescribeCluster"), ("eks", "DescribeNodegroup"), ("eks", "ListFargateProfiles"),
        ("eks", "ListClusters"), ("eks", "ListNodegroups"), ("kms", "DescribeKey"), ("sqs", "SendMessageBatch"),
        ("eks", "DescribeFargateProfile"),
        ("ec2", "DescribeInstances"), ("ec2", "DescribeNatGateways"), ("ec2", "DescribeNetworkAcls"), ("ec2", "DescribeRouteTables"),
        ("ec2", "DescribeSecurityGroups"),
        ("ec2", "DescribeVpcAttribute"), ("ec2", "DescribeVpcEndpoints"), ("iam", "GetInstanceProfile"),
        ("ecr", "DescribeImages"), ("ecr", "GetRepositoryPolicy"), ("ecr", "ListTagsForResource"),
        ("ecr", "DescribeRepositories"), ("ecr", "DescribePullThroughCacheRules"), ("ecr", "DescribeRepositoryCreationTemplates"),
        ("ecr", "BatchGetImage"), ("ecr", "BatchCheckLayerAvailability"), ("ecr", "GetRegistryPolicy"), ("ecr", "GetAccountSetting"),
        ("ecr", "GetLifecyclePolicy"),
        ("iam", "GetRole"), ("iam", "GetPolicy"), ("iam", "GetPolicyVersion"), ("iam", "GetRolePolicy"),
        ("iam", "ListAttachedRolePolicies"), ("iam", "ListRolePolicies"),
        ("kubernetes", "list pods"), ("kubernetes", "list events"), ("kubernetes", "get nodes"), ("kubernetes", "get serviceaccounts"),
        ("kubernetes", "get replicasets"), ("kubernetes", "list resourcequotas"),
        ("kubernetes", "list deployments"), ("kubernetes", "list statefulsets"), ("kubernetes", "list daemonsets"),
        ("kubernetes", "list nodes"), ("kubernetes", "list cronjobs"),
        ("kubernetes", "get deployments"), ("kubernetes", "get statefulsets"), ("kubernetes", "get daemonsets"),
        ("sns", "Publish"),
        ("dynamodb", "GetItem"), ("dynamodb", "Query"), ("dynamodb", "PutItem"), ("dynamodb", "TransactWriteItems"),
        ("dynamodb", "DeleteItem"),
    ];

    private readonly SandboxFunction _stage;
    private readonly ConcurrentQueue<string> _log;

    private Story(SandboxFunction stage, ConcurrentQueue<string> log) => (_stage, _log, Before) = (stage, log, PolicyIn(stage.World));

    public World World => _stage.World;

    /// <summary>The policy as it stood when the story began.</summary>
    public string? Before { get; }

    public string? Policy => PolicyIn(World);

    public IReadOnlyList<JsonNode> Log => [.. _log.Select(line => JsonNode.Parse(line)!)];

    /// <summary>Calls that are not known to be harmless.</summary>
    public IReadOnlyList<string> Writes =>
        [.. World.Calls.Where(call => !s_harmless.Contains((call.Service, call.Operation))).Select(Named)];

    public IReadOnlyList<string> Calls => [.. World.Calls.Select(Named)];

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="logged">Sees each line of the function's log at the moment it is written.</param>
    /// <param name="speed">How much faster than the wall the world's time runs.</param>
    public static async Task<Story> BeginAsync(
        Scenario scenario, (string Name, string Value)[]? settings = null, Action<World, JsonNode>? logged = null, double speed = 60,
        TimeSpan? patience = null,
        TimeProvider? clock = null)
    {
        var log = new ConcurrentQueue<string>();
        World? world = null;
        var stage = await SandboxFunction.StartAsync(scenario, (settings ?? []).ToDictionary(), clock ?? new FastClock(speed), line =>
        {
            log.Enqueue(line);
            if (world is not null)
                logged?.Invoke(world, JsonNode.Parse(line)!);
        }, TimeSpan.Zero, Stop, patience);
        world = stage.World;
        if (scenario.Expected.Status is not null)
            Assert.True(await stage.WaitForFailureAsync(Stop), $"nothing fails in {scenario.Name}");
        return new(stage, log);
    }

    public static Task<Story> BeginAsync(string scenario, params (string, string)[] settings) =>
        BeginAsync(Scenario.Load(scenario), settings);

    /// <summary>A variation of the workshop, as the JSON of its differences.</summary>
    public static Scenario Workshop(string differences)
    {
        var described = JsonNode.Parse(differences)!.AsObject();
        (described["like"], described["name"]) = ("workshop", "variation");
        return Scenario.Parse(described.ToJsonString());
    }

    public Task<JsonObject> DeliverAsync(string? payload = null, TimeSpan? remaining = null, string? alias = null) =>
        _stage.InvokeAsync(payload ?? World.Event, remaining, alias);

    /// <summary>Another process of the function, which knows nothing of the first.</summary>
    public SandboxFunction.SecondProcess Beside(params (string, string)[] settings) => _stage.StartSecondProcess(settings.ToDictionary());

    /// <summary>Delivers the alarm and gives back its only finding.</summary>
    public async Task<JsonObject> FindingAsync(TimeSpan? remaining = null) =>
        Assert.Single((await DeliverAsync(remaining: remaining))["findings"]!.AsArray())!.AsObject();

    /// <summary>The alarm about the whole cluster, which names no workload.</summary>
    public string ClusterAlarm()
    {
        var alarm = JsonNode.Parse(World.Event)!;
        var dimensions = alarm["detail"]!["configuration"]!["metrics"]![0]!["metricStat"]!["metric"]!["dimensions"]!.AsObject();
        dimensions.Remove("Namespace");
        dimensions.Remove("PodName");
        return alarm.ToJsonString();
    }

    public int Count(string service, string operation) => World.Calls.Count(call => call.Service == service && call.Operation == operation);

    public Task<bool> RunsAsync() => _stage.WaitForRunningAsync(TimeSpan.FromMinutes(10), Stop);

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    private static string? PolicyIn(World world) =>
        world.Scenario.Repositories.ContainsKey(Repository) ? world.RepositoryPolicy(Repository) : null;

    private static string Named(Call call) => $"{call.Service} {call.Operation}";
}
