using System.Text.Json;
using Amazon.Runtime;
using Remediator.Aws;
using Remediator.Runtime;
using Remediator.Sandbox;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Model;
using Remediator.Settings;

namespace Remediator.Cli.Hosting;

/// <summary>
/// The function running against a sandbox world: its own handler with the real SDK clients, on the world's clock. Nothing is mocked.
/// </summary>
public sealed class SandboxFunction : IAsyncDisposable
{
    /// <summary>The longest timeout of Lambda, in the world's time.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMinutes(15);

    private readonly AwsAccess _aws;
    private readonly Dictionary<string, string?> _variables;
    private readonly TimeProvider _clock;
    private readonly Action<string> _log;

    private SandboxFunction(World world, AwsAccess aws, Dictionary<string, string?> variables, TimeProvider clock, Action<string> log)
    {
        (World, _aws, _variables, _clock, _log) = (world, aws, variables, clock, log);
        Function = Composition.Function(FunctionSettings.Read(variables), aws, world.Scenario.Region, clock, new Log(log, clock));
    }

    public World World { get; }

    public Function Function { get; }

    /// <param name="settings">Environment variables of the function; they override those of the scenario.</param>
    /// <param name="patience">How long the function waits for one call, in real time; null: its default.</param>
    /// <exception cref="BadSettingException">A setting is not valid.</exception>
    public static async Task<SandboxFunction> StartAsync(
        Scenario scenario, IReadOnlyDictionary<string, string>? settings, TimeProvider clock, Action<string> log, TimeSpan latency,
        CancellationToken cancelled,
        TimeSpan? patience = null)
    {
        var world = await World.StartAsync(scenario, new WorldOptions { Clock = clock, Latency = latency }, cancelled);
        try
        {
            var variables = new Dictionary<string, string?>
            {
                ["FINDINGS_TOPIC_ARN"] = world.TopicArn,
                ["REMEDIATION_MODE"] = scenario.Mode,
            };
            foreach (var (name, value) in scenario.Settings.Concat(settings ?? new Dictionary<string, string>()))
                variables[name] = value;
            return new SandboxFunction(world, AwsOf(world, variables, patience), variables, clock, log);
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a second process of the function in the same world. The two share no memory.</summary>
    public SecondProcess StartSecondProcess(IReadOnlyDictionary<string, string>? settings = null)
    {
        var its = new Dictionary<string, string?>(_variables);
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            its[name] = value;
        return new SecondProcess(new SandboxFunction(World, AwsOf(World, its, null), its, _clock, _log));
    }

    /// <summary>A second process of the function. Disposing it leaves the world running.</summary>
    public sealed class SecondProcess(SandboxFunction stage) : IDisposable
    {
        public Task<JsonObject> InvokeAsync(string payload, TimeSpan? remaining = null, string? alias = null) =>
            stage.InvokeAsync(payload, remaining, alias);

        public void Dispose()
        {
            stage.Function.Dispose();
            stage._aws.Dispose();
        }
    }

    /// <summary>Waits until a container waits for its image, as it does when the alarm fires; false if none does within 30 s.</summary>
    public Task<bool> WaitForFailureAsync(CancellationToken cancelled) =>
        World.WaitUntilAsync(world =>
            world.Pods().Any(pod =>
                pod.LacksSandbox || pod.WaitingReason is not null and not "ContainerCreating" and not "PodInitializing"),
            TimeSpan.FromSeconds(30), cancelled);

    /// <param name="alias">The alias that the function is invoked by; null for none.</param>
    public async Task<JsonObject> InvokeAsync(string payload, TimeSpan? remaining = null, string? alias = null)
    {
        using var document = JsonDocument.Parse(payload);
        return await Function.HandleAsync(document.RootElement,
            new LocalContext(remaining ?? Timeout, World.Scenario.Region, World.Scenario.Account, new LineLogger(_log), alias));
    }

    /// <summary>Waits until every pod runs and is ready; false if the time passes first.</summary>
    public Task<bool> WaitForRunningAsync(TimeSpan worldTime, CancellationToken cancelled) =>
        World.WaitUntilAsync(world => world.Pods() is { Count: > 0 } pods && pods.All(pod => pod is { Phase: "Running", Ready: true }),
            worldTime, cancelled);

    public async ValueTask DisposeAsync()
    {
        Function.Dispose();
        _aws.Dispose();
        await World.DisposeAsync();
    }

    private static AwsAccess AwsOf(World world, Dictionary<string, string?> variables, TimeSpan? patience)
    {
        FunctionSettings settings = FunctionSettings.Read(variables);
        return new(CredentialsOf(world), world.AwsEndpoint, patience,
            new Spokes(settings.SpokeRoles, settings.SpokeExternalId, world.Scenario.Region));
    }

    private static BasicAWSCredentials CredentialsOf(World world) =>
        new(world.Environment["AWS_ACCESS_KEY_ID"], world.Environment["AWS_SECRET_ACCESS_KEY"]);
}
