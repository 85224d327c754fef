using System.Text.Json.Nodes;
using Amazon.Runtime;
using Remediator.Aws;
using Remediator.Core.Incidents;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.State;
using Remediator.Tests.Notify;
using Remediator.Tests.Pipeline;
using Remediator.Tests.Repair;
using Remediator.Tests.Witnesses;

namespace Remediator.Tests.State;

/// <summary>What is open costs what is open, whatever is stored beside it, and is found whichever version wrote it.</summary>
public class OpenIncidentTests(Moto moto)
{
    private const int Closed = 1_000;

    private static readonly (string, string)[] s_report = [("REMEDIATION_MODE", "report"), StoredNotifications.Table];

    [Fact]
    public async Task An_event_reads_as_much_of_the_table_in_as_many_calls_beside_a_thousand_closed_incidents_as_beside_none()
    {
        var clock = new LeapClock(60);
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), s_report, clock: clock);
        using var aws = story.AsOperator();
        await story.DeliverAsync();
        clock.Leap(TimeSpan.FromMinutes(21));
        await story.DeliverAsync();
        var incident = Assert.Single(await StoredNotifications.Remembered(aws).AllAsync(why => Assert.Fail($"{why}"), Story.Stop));

        var none = await CostAsync(story);
        foreach (var item in IncidentTable.Closed(incident, Closed).SelectMany(IncidentTable.ClosedItemsOf))
            story.World.PutItem("incidents", item);
        var thousand = await CostAsync(story);

        Assert.Equal(none, thousand);
        Assert.InRange(thousand.Read, 1, 12);
        Assert.Equal(Closed + 1, (await StoredNotifications.Remembered(aws).AllAsync(why => Assert.Fail($"{why}"), Story.Stop)).Count);
    }

    [Fact]
    public async Task The_first_event_of_a_process_costs_as_much_beside_a_thousand_closed_incidents()
    {
        var clock = new LeapClock(60);
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), s_report, clock: clock);
        using var aws = story.AsOperator();
        await story.DeliverAsync();
        clock.Leap(TimeSpan.FromMinutes(21));
        await story.DeliverAsync();
        var incident = Assert.Single(await StoredNotifications.Remembered(aws).AllAsync(why => Assert.Fail($"{why}"), Story.Stop));

        using var one = story.Beside();
        var none = await CostAsync(story, () => one.InvokeAsync(story.World.Event));
        foreach (var item in IncidentTable.Closed(incident, Closed).SelectMany(IncidentTable.ClosedItemsOf))
            story.World.PutItem("incidents", item);
        using var other = story.Beside();
        Assert.Equal(none, await CostAsync(story, () => other.InvokeAsync(story.World.Event)));
    }

    [Fact]
    public async Task As_many_bytes_come_from_moto_beside_a_thousand_closed_incidents_as_beside_none()
    {
        var table = $"open-{Guid.NewGuid():N}";
        var clock = new LeapClock(1);
        using var wire = new WireCount();
        using var aws = new AwsAccess(new BasicAWSCredentials("AKIDEXAMPLE", "secret"), await moto.UrlAsync(), http: wire);
        await IncidentTable.CreateAsync(moto, table);
        var store = new IncidentStore(new DynamoDocuments(aws, Moto.Region, table, clock), clock);
        var incident = await IncidentAsync();
        await store.ChangeAsync(incident.Key, _ => incident, Story.Stop);
        await OpenAsync();
        clock.Leap(TimeSpan.FromMinutes(21));
        await OpenAsync();

        var none = await WireAsync();
        foreach (var part in IncidentTable.Closed(incident, Closed).SelectMany(IncidentTable.ClosedItemsOf).Chunk(25))
            await moto.JsonAsync("dynamodb", "DynamoDB_20120810.BatchWriteItem", BatchOf(table, part));
        Assert.Equal(none, await WireAsync());
        Assert.Equal(Closed + 1, (await store.AllAsync(why => Assert.Fail($"{why}"), Story.Stop)).Count);

        async Task OpenAsync() => Assert.Equal([incident.Key],
            (await store.OpenAsync(incident.Failure.Scope, why => Assert.Fail($"{why}"), Story.Stop)).Select(open => open.Key));

        async Task<(int, long)> WireAsync()
        {
            var (calls, bytes) = (wire.Calls, wire.Bytes);
            await OpenAsync();
            return (wire.Calls - calls, wire.Bytes - bytes);
        }
    }

    [Fact]
    public async Task An_incident_that_an_earlier_version_opened_is_found_and_closed_and_the_whole_table_is_read_only_twice()
    {
        var clock = new LeapClock(60);
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), s_report, clock: clock);
        var incident = await IncidentAsync();
        foreach (var closed in IncidentTable.Closed(incident, 300))
            story.World.PutItem("incidents", IncidentTable.OlderItemOf(closed));
        story.World.PutItem("incidents", IncidentTable.OlderItemOf(incident));
        story.World.SetRepositoryPolicy(Story.Repository, null);
        Assert.True(await story.RunsAsync());

        Assert.Equal(["resolved"], StoredNotifications.StatusesOf(await story.DeliverAsync(story.ClusterAlarm())));

        // an invocation of the earlier version may still run for a while, so it is looked at once more
        story.World.PutItem("incidents", IncidentTable.OlderItemOf(incident with { Key = "pull-late" }));
        Assert.Empty((await story.DeliverAsync(story.ClusterAlarm()))["findings"]!.AsArray());
        clock.Leap(TimeSpan.FromMinutes(21));
        Assert.Equal(["resolved"], StoredNotifications.StatusesOf(await story.DeliverAsync(story.ClusterAlarm())));

        // 300 closed incidents are several hundred units
        var (read, queries) = (story.World.TableUnits.Read, story.Count("dynamodb", "Query"));
        await story.DeliverAsync(story.ClusterAlarm());
        using var another = story.Beside();
        await another.InvokeAsync(story.ClusterAlarm());
        Assert.InRange(story.World.TableUnits.Read - read, 2, 20);
        Assert.Equal(queries + 2, story.Count("dynamodb", "Query"));
    }

    [Fact]
    public async Task Reading_what_an_earlier_version_wrote_goes_on_where_the_last_event_has_left_it()
    {
        var clock = new LeapClock(60);
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), s_report, clock: clock);
        var incident = await IncidentAsync();
        var large = incident with { Finding = $"\"{new string('x', 350_000)}\"" };
        // 17 pages of closed ones before the open one, and an event reads 16
        foreach (var closed in IncidentTable.Closed(large, 52))
            story.World.PutItem("incidents", IncidentTable.OlderItemOf(closed));
        story.World.PutItem("incidents", IncidentTable.OlderItemOf(incident with { Key = "pull-z" }));
        using var aws = story.AsOperator();
        var store = new IncidentStore(new DynamoDocuments(aws, "us-west-2", "incidents", clock), clock);
        Assert.Empty(await store.OpenAsync(incident.Failure.Scope, why => Assert.Fail($"{why}"), Story.Stop));
        Assert.Equal(["pull-z"],
            (await store.OpenAsync(incident.Failure.Scope, why => Assert.Fail($"{why}"), Story.Stop)).Select(open => open.Key));
    }

    [Fact]
    public async Task Recent_incidents_are_the_open_ones_and_those_closed_since()
    {
        var clock = new LeapClock(60);
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), s_report, clock: clock);
        using var aws = story.AsOperator();
        await story.DeliverAsync();
        clock.Leap(TimeSpan.FromMinutes(21));
        await story.DeliverAsync();
        var store = StoredNotifications.Remembered(aws, clock);
        var incident = Assert.Single(await store.AllAsync(why => Assert.Fail($"{why}"), Story.Stop));
        foreach (var item in IncidentTable.Closed(incident, 5).SelectMany(IncidentTable.ClosedItemsOf))
            story.World.PutItem("incidents", item);
        var since = incident.FirstSeen.AddMinutes(-2);
        Assert.Equal([incident.Key, "pull-closed-2", "pull-closed-1", "pull-closed-0"],
            (await store.RecentAsync(since, why => Assert.Fail($"{why}"), Story.Stop)).Select(recent => recent.Key));
    }

    [Fact]
    public async Task A_place_in_the_list_whose_incident_is_forgotten_is_passed_over_and_taken_out()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), s_report);
        var incident = await IncidentAsync();
        var scope = incident.Failure.Scope;
        story.World.PutItem("incidents", new JsonObject
        {
            ["kind"] = new JsonObject { ["S"] = "incident by mark" },
            ["key"] = new JsonObject { ["S"] = $"open {scope.Account}/{scope.Region}/{scope.Cluster} pull-gone" },
            ["of"] = new JsonObject { ["S"] = "pull-gone" },
            ["put"] = new JsonObject { ["S"] = "0" },
        });
        using var aws = story.AsOperator();
        var store = StoredNotifications.Remembered(aws);
        // who may not delete reads all the same
        story.World.InjectFault(new Fault("dynamodb", "DeleteItem", FaultKind.Denied, Times: 1));
        for (var n = 0; n < 2; n++)
            Assert.Empty(await store.OpenAsync(scope, why => Assert.Fail($"{why}"), Story.Stop));
        var reads = story.Count("dynamodb", "GetItem");
        Assert.Empty(await store.OpenAsync(scope, why => Assert.Fail($"{why}"), Story.Stop));
        // the progress of the upgrade, and no incident
        Assert.Equal(reads + 1, story.Count("dynamodb", "GetItem"));
    }

    private static async Task<Incident> IncidentAsync()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), s_report);
        await story.DeliverAsync();
        using var aws = story.AsOperator();
        return Assert.Single(await StoredNotifications.Remembered(aws).AllAsync(why => Assert.Fail($"{why}"), Story.Stop));
    }

    /// <summary>What an event reads, and how often it calls; what it writes is longer or shorter with the times in it.</summary>
    private static Task<(double Read, int Calls)> CostAsync(Story story) => CostAsync(story, () => story.DeliverAsync());

    private static async Task<(double Read, int Calls)> CostAsync(Story story, Func<Task> deliver)
    {
        var (read, calls) = (story.World.TableUnits.Read, CallsOf(story));
        await deliver();
        return (story.World.TableUnits.Read - read, CallsOf(story) - calls);
    }

    private static int CallsOf(Story story) => story.World.Calls.Count(call => call.Service == "dynamodb");

    private static string BatchOf(string table, JsonObject[] items)
    {
        var puts = new JsonArray(
            [.. items.Select(JsonNode? (item) => new JsonObject { ["PutRequest"] = new JsonObject { ["Item"] = item } })]);
        return new JsonObject { ["RequestItems"] = new JsonObject { [table] = puts } }.ToJsonString();
    }

    /// <summary>Counts what clients are answered.</summary>
    private sealed class WireCount() : DelegatingHandler(new SocketsHttpHandler())
    {
        public int Calls { get; private set; }

        public long Bytes { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            Calls++;
            Bytes += response.Content.Headers.ContentLength ?? 0;
            return response;
        }
    }
}
