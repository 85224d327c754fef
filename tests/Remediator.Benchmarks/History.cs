using System.Text.Json.Nodes;
using Remediator.Sandbox;
using Remediator.Sandbox.Model;

namespace Remediator.Benchmarks;

/// <summary>What an event costs in the incident table beside closed incidents of two years.</summary>
internal static class History
{
    private const int Events = 20;
    private const string Table = "incidents";

    private static readonly int[] s_closed = [0, 1_000, 100_000];

    public static async Task MeasureAsync(string? bootstrap)
    {
        foreach (var closed in s_closed)
        {
            await using var world = await World.StartAsync(Scenario.Load("workshop"));
            await world.WaitUntilAsync(w => w.Pods().Any(pod => pod.WaitingReason is "ErrImagePull" or "ImagePullBackOff"),
                TimeSpan.FromSeconds(30), CancellationToken.None);
            // the table is one that this version has known for long
            world.PutItem(Table, Item("upgrade", "lists", ("passes", "2")));
            foreach (var item in Enumerable.Range(0, closed).SelectMany(Closed))
                world.PutItem(Table, item);
            await using var function = await FunctionProcess.StartAsync(bootstrap is null ? FunctionProcess.Jit : [bootstrap], world,
                ("REMEDIATION_MODE", "report"), ("INCIDENT_TABLE", Table));
            await function.InvokeAsync(world.Event);
            var (units, calls) = (world.TableUnits, CallsOf(world));
            for (var n = 0; n < Events; n++)
                await function.InvokeAsync(world.Event);
            Console.WriteLine($"{closed,7:N0} closed incidents: an event reads {(world.TableUnits.Read - units.Read) / Events:0.0} units "
                + $"and writes {(world.TableUnits.Write - units.Write) / Events:0.0} in "
                + $"{(double)(CallsOf(world) - calls) / Events:0.0} calls");
        }
    }

    private static int CallsOf(World world) => world.Calls.Count(call => call.Service == "dynamodb");

    /// <summary>An incident of 10 KB and its place in the list of those that are closed.</summary>
    private static IEnumerable<JsonObject> Closed(int n)
    {
        var (key, mark) = ($"pull-{n:x12}", $"closed {new DateTime(2026, 1, 1).AddMinutes(-10 * n):yyyy-MM-ddTHH:mm:ss}");
        var incident = Item("incident", key, ("version", "3"));
        (incident["listed"], incident["body"]) = (Text(mark), Text(s_body));
        yield return incident;
        var place = Item("incident by mark", $"{mark} {key}");
        place["of"] = Text(key);
        yield return place;
    }

    private static readonly string s_body = $$"""{"text":"{{new string('x', 10_000)}}"}""";

    private static JsonObject Item(string kind, string key, params (string Name, string Value)[] numbers)
    {
        var item = new JsonObject { ["kind"] = Text(kind), ["key"] = Text(key) };
        foreach (var (name, value) in numbers)
            item[name] = new JsonObject { ["N"] = value };
        return item;
    }

    private static JsonObject Text(string text) => new() { ["S"] = text };
}
