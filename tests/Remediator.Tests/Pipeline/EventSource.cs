using System.Text.Json.Nodes;

namespace Remediator.Tests.Pipeline;

/// <summary>The event sources, as payloads about the workshop's world.</summary>
internal static class EventSource
{
    /// <summary>All samples about something that fails; the queue's and an audit's are recognized by their responses.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "events"))
            .Select(file => Path.GetFileNameWithoutExtension(file)!).Except(["alarm-ok", "audit", "queue"]).Order(StringComparer.Ordinal),
    ];

    public static JsonObject Sample(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "events", $"{name}.json")))!.AsObject();

    /// <summary>The sample, about the pod of this story where it is about a pod.</summary>
    public static string Payload(string name, Story story)
    {
        var sample = Sample(name);
        if (name.StartsWith("kubernetes-event", StringComparison.Ordinal))
            (sample["detail"]!["involvedObject"] ?? sample["detail"])!["name"] =
                story.World.Pods().First(pod => pod.WaitingReason is not null).Name;
        // the samples about pull-through caches are about a repository of Docker Hub
        return sample.ToJsonString().Replace("docker-hub/library/nginx", Story.Repository, StringComparison.Ordinal);
    }

    public static string Queue(params (string Id, string Body)[] messages) => new JsonObject
    {
        ["Records"] = new JsonArray(
            [.. messages.Select(message =>
                new JsonObject { ["messageId"] = message.Id, ["body"] = message.Body, ["eventSource"] = "aws:sqs" })]),
    }.ToJsonString();
}
