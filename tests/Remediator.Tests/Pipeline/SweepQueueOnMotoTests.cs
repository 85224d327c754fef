using System.Text.Json;
using Remediator.Aws;
using Remediator.Core.Images;
using Remediator.Kubernetes;
using Remediator.Pipeline;
using Remediator.Runtime;
using Remediator.Scan;
using Remediator.Tests.AwsPackages;
using Remediator.Tests.Witnesses;

namespace Remediator.Tests.Pipeline;

/// <summary>A sweep's messages in a queue of moto's, and the names of clusters as moto lists them.</summary>
public class SweepQueueOnMotoTests(Moto moto)
{
    private readonly string _name = $"sweep-{Guid.NewGuid():N}";

    [Fact]
    public async Task What_is_sent_is_what_is_received()
    {
        var queue = await MotoQueue.CreateAsync(moto, _name);
        using var aws = new AwsAccess(Clients.Plain, await moto.UrlAsync());
        string[] clusters = [.. Enumerable.Range(0, 12).Select(n => $"c{n:00}")];
        Walk[] walks = [.. clusters.Select(name => new Walk(
            [new ClusterLook(new("123456789012", Moto.Region, name, null, null, null))]) { IsSweep = true })];
        var invocation = new Invocation(null, new TimeBudget(TimeProvider.System, TimeSpan.FromMinutes(3)), Story.Stop)
        {
            Owner = "one",
            StartedAt = TimeProvider.System.GetUtcNow(),
            Whole = JsonElement.Parse(SmallFleet.Sweep),
        };
        Assert.Empty(await new SweepQueue(aws, queue.Url, Moto.Region, TimeProvider.System, new Log(_ => { }, TimeProvider.System))
            .HandOnAsync(walks, invocation));
        var received = new List<string>();
        while (await queue.ReceiveAsync() is { Count: > 0 } some)
            received.AddRange(some.Select(message => (string)message["Body"]!));
        Assert.Equal(clusters.Select(name => $"123456789012/{Moto.Region}/{name}"),
            received.Select(body => JsonElement.Parse(body).GetProperty("only").GetString()).Order(StringComparer.Ordinal));
        Assert.All(received, body => Assert.True(
            JsonElement.DeepEquals(JsonElement.Parse(SmallFleet.Sweep), JsonElement.Parse(body).GetProperty("event"))));
    }

    [Fact]
    public async Task All_pages_of_a_list_of_clusters_are_read_in_the_region_that_is_asked_about()
    {
        await moto.UrlAsync();
        foreach (var n in Enumerable.Range(0, 3))
            await moto.RestAsync("eks", HttpMethod.Post, "/clusters", $$"""
                {"name": "{{_name}}-{{n}}", "roleArn": "arn:aws:iam::123456789012:role/cluster", "resourcesVpcConfig": {"subnetIds": []} }
                """);
        using var aws = new AwsAccess(Clients.Plain, await moto.UrlAsync());
        var names = new ClusterNames(aws, TimeProvider.System);
        var here = await names.InAsync(new Place("123456789012", Moto.Region), Story.Stop);
        Assert.Equal(3, here.Count(name => name.StartsWith(_name, StringComparison.Ordinal)));
        Assert.DoesNotContain(await names.InAsync(new Place("123456789012", "eu-central-1"), Story.Stop),
            name => name.StartsWith(_name, StringComparison.Ordinal));
        var page = await aws.Eks(new Place("123456789012", Moto.Region)).ListClustersAsync(new() { MaxResults = 1 }, Story.Stop);
        Assert.Single(page.Clusters!);
        Assert.NotEmpty(page.NextToken!);
    }
}
