using System.Text.Json.Nodes;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Remediator.Aws;
using Remediator.Core.Failures;
using Remediator.Core.Incidents;
using Remediator.Kubernetes;
using Remediator.Repair;
using Remediator.Runtime;
using Remediator.Settings;
using Remediator.State;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Notify;

internal static class StoredNotifications
{
    public static readonly (string, string) Table = ("INCIDENT_TABLE", "incidents");

    /// <summary>Each status as it was notified on the topic, in order.</summary>
    public static string[] Statuses(this Story story) => [.. Findings(story).Select(finding => (string)finding["status"]!)];

    public static IEnumerable<JsonNode> Findings(this Story story) =>
        story.World.Notifications.SelectMany(
            told => JsonNode.Parse((string)JsonNode.Parse(told.Message)!["lambda"]!)!["findings"]!.AsArray()).Select(finding => finding!);

    public static string[] StatusesOf(JsonObject answer) =>
        [.. answer["findings"]!.AsArray().Select(finding => (string)finding!["status"]!)];

    /// <summary>The workshop's alarm as it goes back to OK.</summary>
    public static string Over(this Story story)
    {
        var alarm = JsonNode.Parse(story.World.Event)!;
        alarm["detail"]!["state"]!["value"] = "OK";
        return alarm.ToJsonString();
    }

    public static int PolicyWrites(this Story story) =>
        story.Count("ecr", "SetRepositoryPolicy") + story.Count("ecr", "DeleteRepositoryPolicy");

    /// <summary>A person with all rights in the story's world.</summary>
    public static AwsAccess AsOperator(this Story story)
    {
        var environment = story.World.OperatorEnvironment;
        return new AwsAccess(new BasicAWSCredentials(environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"]),
            story.World.AwsEndpoint);
    }

    public static IncidentStore Remembered(AwsAccess aws, TimeProvider? clock = null) =>
        new(new DynamoDocuments(aws, "us-west-2", "incidents", clock ?? TimeProvider.System), clock ?? TimeProvider.System);

    /// <summary>Puts the item <c>control</c> into the table, as a person would manually.</summary>
    public static async Task StopWritingAsync(this Story story)
    {
        using var aws = story.AsOperator();
        await aws.DynamoDb("us-west-2").PutItemAsync(new PutItemRequest { TableName = "incidents", Item = Control }, Story.Stop);
    }

    public static async Task ResumeWritingAsync(this Story story)
    {
        using var aws = story.AsOperator();
        await aws.DynamoDb("us-west-2").DeleteItemAsync(new DeleteItemRequest { TableName = "incidents", Key = Control }, Story.Stop);
    }

    private static Dictionary<string, AttributeValue> Control => new() { ["kind"] = new("control"), ["key"] = new("control") };

    /// <summary>The latest patch that was started for an incident.</summary>
    public static async Task<PatchRecord> LatestPatchAsync(this IncidentStore memory, string key) =>
        (await memory.PatchAsync((await memory.IncidentAsync(key, Story.Stop))!.Patch!, Story.Stop))!.Value.Record;

    public static OperatorRollback RollbackOf(AwsAccess aws, TimeProvider? clock = null) => new(
        aws, Remembered(aws, clock), new CallerIdentity(aws, "us-west-2"),
        Composition.GuardrailsOf(FunctionSettings.Read(new Dictionary<string, string?>()), "us-west-2"), clock ?? TimeProvider.System,
        new Log(_ => { }, TimeProvider.System));

    /// <summary>The same policy with another Sid: the same Deny, and another plan.</summary>
    public static string Renamed(string policy)
    {
        var changed = JsonNode.Parse(policy)!;
        changed["Statement"]![0]!["Sid"] = "renamed";
        return changed.ToJsonString();
    }

    public static Task<JsonObject> ApproveAsync(this Story story, JsonNode asked, TimeSpan? remaining = null) =>
        story.DeliverAsync(new JsonObject { ["approve"] = (string)asked["plan"]!["hash"]! }.ToJsonString(), remaining, "approvals");

    /// <summary>Somebody restores the old policy, or sets another, and the pods have to pull again.</summary>
    public static Task BreakAgainAsync(this Story story, string? policy = null)
    {
        story.World.SetRepositoryPolicy(Story.Repository, policy ?? story.Before);
        return story.ReplacePodsAsync();
    }

    /// <summary>Somebody evicts every pod, and their replacements cannot pull.</summary>
    public static async Task ReplacePodsAsync(this Story story)
    {
        using var aws = story.AsOperator();
        var scope = new Scope(story.World.Scenario.Account, story.World.Scenario.Region, "eks-workshop", null, null, null);
        var cluster = await new ClusterConnection(aws, null, TimeProvider.System).OpenAsync(scope, Story.Stop);
        foreach (var pod in (await cluster.FromPodsAsync<Pod>(null, pod => [pod], Story.Stop)).Picked)
            await cluster.EvictAsync(pod.Metadata.Namespace, pod, Story.Stop);
        Assert.True(await story.World.WaitUntilAsync(
            world => world.Pods() is { Count: > 0 } pods && pods.All(pod => pod.WaitingReason is "ErrImagePull" or "ImagePullBackOff"),
            TimeSpan.FromMinutes(10), Story.Stop));
    }
}
