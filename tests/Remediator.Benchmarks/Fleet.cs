using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Remediator.Sandbox;

namespace Remediator.Benchmarks;

/// <summary>
/// A scheduled sweep over 1,000 clusters in 200 accounts, one in fifty broken, by the function's own process: one invocation puts a message
/// for each cluster into the queue, and others take them from it. Every tenth of these is killed at some moment, if it has not ended by
/// then, and its message delivered again; the broken clusters are among those tenth.
/// </summary>
internal static class Fleet
{
    private const int Accounts = 200, ClustersOfAccount = 5, Clusters = Accounts * ClustersOfAccount, OneBrokenIn = 50;
    private const int Workers = 2, OneKilledIn = 10, Seed = 20261128;
    private const string Table = "incidents";

    public static async Task MeasureAsync(string? bootstrap)
    {
        var worlds = await Task.WhenAll(Enumerable.Range(0, Accounts).Select(n => World.StartAsync(FleetAccount.Scenario(n, BrokenIn(n)))));
        await using var endpoint = await FleetEndpoint.StartAsync(worlds);
        try
        {
            Task<FunctionProcess> StartAsync() => FunctionProcess.StartAsync(bootstrap is null ? FunctionProcess.Jit : [bootstrap],
                worlds[0], [.. SettingsOf(worlds, endpoint)]);
            await PlanAsync(StartAsync, worlds, endpoint);
            var messages = worlds[0].Messages.ToArray();
            Console.WriteLine($"seed {Seed}, every {OneKilledIn}th invocation is killed:");
            await SweepAsync(StartAsync, worlds, messages, OneKilledIn);
            Console.WriteLine("the next sweep, in which none is:");
            await SweepAsync(StartAsync, worlds, messages, int.MaxValue);
        }
        finally
        {
            foreach (var world in worlds)
                await world.DisposeAsync();
        }
    }

    private static bool[] BrokenIn(int account) =>
        [.. Enumerable.Range(0, ClustersOfAccount).Select(n => ((account * ClustersOfAccount) + n) % OneBrokenIn == 0)];

    private static IEnumerable<(string, string)> SettingsOf(World[] worlds, FleetEndpoint endpoint) =>
    [
        ("AWS_ENDPOINT_URL", endpoint.Url),
        ("REMEDIATION_MODE", "report"),
        ("CLUSTERS", $"*/{worlds[0].Scenario.Region}/*"),
        ("SPOKE_ACCOUNTS", string.Join(',', worlds.Skip(1).Select(world => world.Scenario.Account))),
        ("SPOKE_ROLE_NAME", "remediator-spoke"),
        ("SWEEP_QUEUE_URL", worlds[0].QueueUrl),
        ("INCIDENT_TABLE", Table),
    ];

    private static async Task PlanAsync(Func<Task<FunctionProcess>> startAsync, World[] worlds, FleetEndpoint endpoint)
    {
        await using var planner = await startAsync();
        var start = Stopwatch.GetTimestamp();
        await planner.InvokeAsync(Sweep.Schedule);
        Console.WriteLine($"{Clusters:N0} clusters in {Accounts} accounts: {worlds[0].Messages.Count:N0} messages put into the queue in "
            + $"{Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s, {planner.PeakMegabytes():0} MB, "
            + $"{endpoint.RolesAssumed} roles assumed, {CallsOf(worlds):N0} other calls");
    }

    private static int CallsOf(World[] worlds) => worlds.Sum(world => world.Calls.Count);

    private static async Task SweepAsync(
        Func<Task<FunctionProcess>> startAsync, World[] worlds, IEnumerable<string> messages, int oneKilledIn)
    {
        var (calls, units, notified) = (CallsOf(worlds), worlds[0].TableUnits, worlds[0].Notifications.Count);
        var start = Stopwatch.GetTimestamp();
        var queue = new FleetQueue(messages, oneKilledIn, new Random(Seed));
        do
            await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => queue.WorkAsync(startAsync)));
        while (await queue.DeliversAgainAsync());
        var (seconds, used) = (Stopwatch.GetElapsedTime(start).TotalSeconds, worlds[0].TableUnits);
        var sent = worlds[0].Notifications.Skip(notified).Select(one => one.Attributes).ToArray();
        Console.WriteLine($"    {queue.Invocations:N0} invocations, {queue.Killed} of them killed, {queue.Failed} messages failed; "
            + $"{queue.Done.Count:N0} of {Clusters:N0} clusters looked at, {seconds:0} s with {Workers} processes");
        Console.WriteLine($"    a cluster: {(double)(CallsOf(worlds) - calls) / Clusters:0.0} calls, "
            + $"{(used.Read - units.Read) / Clusters:0.0} read units, {(used.Write - units.Write) / Clusters:0.0} write units");
        Console.WriteLine($"    {sent.Length} notifications, {sent.Select(one => one["message"]).Distinct().Count()} by their ids, about "
            + $"{sent.Select(one => one["cluster"]).Distinct().Count()} clusters; {Clusters / OneBrokenIn} are broken");
    }
}

/// <summary>Delivers each message until an invocation has answered for it, to one invocation at a time.</summary>
internal sealed class FleetQueue(IEnumerable<string> messages, int oneKilledIn, Random random)
{
    private const int LongestKill = 8;

    /// <summary>
    /// In place of the queue's visibility timeout, which is longer than an invocation can last: as long as a killed one may seem to be
    /// still at it.
    /// </summary>
    private static readonly TimeSpan s_hidden = TimeSpan.FromSeconds(65);

    private readonly ConcurrentQueue<string> _hidden = [];
    private readonly ConcurrentQueue<string> _waiting = new(messages);
    private int _invocations, _killed, _failed;

    public int Invocations => _invocations;

    public int Killed => _killed;

    public int Failed => _failed;

    public ConcurrentDictionary<string, bool> Done { get; } = [];

    /// <summary>After a while, whether there are messages whose invocation was killed.</summary>
    public async Task<bool> DeliversAgainAsync()
    {
        if (_hidden.IsEmpty)
            return false;
        await Task.Delay(s_hidden);
        while (_hidden.TryDequeue(out var message))
            _waiting.Enqueue(message);
        return true;
    }

    public async Task WorkAsync(Func<Task<FunctionProcess>> startAsync)
    {
        var function = await startAsync();
        var usual = TimeSpan.FromMilliseconds(200);
        while (_waiting.TryDequeue(out var message))
        {
            var began = Stopwatch.GetTimestamp();
            var answer = function.InvokeAsync(RecordOf(message));
            // a finding takes longer than a look at a healthy cluster, and may be anywhere in its course when it is killed
            if (Interlocked.Increment(ref _invocations) % oneKilledIn == 1
                && !await EndsWithinAsync(answer, usual * (LongestKill * random.NextDouble())))
            {
                Interlocked.Increment(ref _killed);
                await function.DisposeAsync();
                _ = answer.ContinueWith(task => task.Exception, TaskScheduler.Default);
                _hidden.Enqueue(message);
                function = await startAsync();
                continue;
            }
            if (JsonNode.Parse(await answer)!["batchItemFailures"]!.AsArray().Count > 0)
            {
                Interlocked.Increment(ref _failed);
                _waiting.Enqueue(message);
                continue;
            }
            Done[message] = true;
            usual = ((usual * 9) + Stopwatch.GetElapsedTime(began)) / 10;
        }
        await function.DisposeAsync();
    }

    private static async Task<bool> EndsWithinAsync(Task answer, TimeSpan time) => await Task.WhenAny(answer, Task.Delay(time)) == answer;

    private static string RecordOf(string body) => new JsonObject
    {
        ["Records"] = new JsonArray(new JsonObject { ["messageId"] = $"{Guid.NewGuid()}", ["eventSource"] = "aws:sqs", ["body"] = body }),
    }.ToJsonString();
}
