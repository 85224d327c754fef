using System.Diagnostics;
using System.Text.Json.Nodes;
using Remediator.Sandbox;

namespace Remediator.Benchmarks;

/// <summary>
/// 10,000 alarm events about 50 incidents, delivered one a message as the queue's BatchSize of 1 has it, one after another to one process:
/// the most that a
/// storm can cost, since processes side by side only share the work.
/// </summary>
internal static class Storm
{
    private const int Events = 10_000;
    private const int Incidents = 50;

    public static async Task MeasureAsync(string? bootstrap)
    {
        await using var world = await World.StartAsync(Crowd.Of(Incidents * 10, Incidents));
        await using var function = await FunctionProcess.StartAsync(bootstrap is null ? FunctionProcess.Jit : [bootstrap], world,
            ("REMEDIATION_MODE", "report"));
        var start = Stopwatch.GetTimestamp();
        var invocations = 0;
        for (; invocations < Events; invocations++)
            await function.InvokeAsync(Message(world, invocations));
        var took = Stopwatch.GetElapsedTime(start);
        var aws = world.Calls.Count(call => call.Service is not ("kubernetes" or "sns"));
        Console.WriteLine(
            $"{Events:N0} events of {Incidents} incidents: {invocations:N0} invocations, {took.TotalMilliseconds / invocations:0.0} ms "
            + $"each, {function.PeakMegabytes():0} MB");
        Console.WriteLine(
            $"AWS calls: {aws:N0}, {(double)aws / Incidents:N0} an incident, {(double)aws / invocations:0.0} an invocation; to the "
            + $"cluster {world.Calls.Count(call => call.Service == "kubernetes"):N0}");
        Console.WriteLine($"messages sent: {world.Notifications.Count:N0} (goal: {Incidents})");
    }

    /// <summary>The workshop's alarm about another workload, as an SQS record.</summary>
    private static string Message(World world, int number)
    {
        var alarm = JsonNode.Parse(world.Event)!;
        alarm["id"] = $"event-{number}";
        var dimensions = alarm["detail"]!["configuration"]!["metrics"]![0]!["metricStat"]!["metric"]!["dimensions"]!;
        (dimensions["Namespace"], dimensions["PodName"]) = ($"team-{number % Incidents}", "front");
        var record = new JsonObject { ["messageId"] = $"message-{number}", ["eventSource"] = "aws:sqs", ["body"] = alarm.ToJsonString() };
        return new JsonObject { ["Records"] = new JsonArray(record) }.ToJsonString();
    }
}
