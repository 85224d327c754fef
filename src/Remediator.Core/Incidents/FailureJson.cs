using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Incidents;

/// <summary>A failure as it is remembered. Of thousands of pods a few are kept, and of each workload at least one.</summary>
internal static class FailureJson
{
    private const int PodsKept = 100;

    public static JsonObject Of(PullFailure failure) => new()
    {
        ["scope"] = Scope(failure.Scope),
        ["image"] = failure.Image.Text,
        ["symptom"] = failure.Symptom.WireName,
        ["text"] = failure.Text,
        ["compute"] = Compute(failure.Compute),
        ["ahead"] = failure.IsAhead,
        // with any other credentials of a pod's own nothing is ever patched
        ["serviceAccountRole"] = failure.Credentials is PodCredentials.ServiceAccountRole role
            ? new JsonArray(role.ServiceAccount, role.Role)
            : null,
        ["ways"] = new JsonArray([.. failure.Ways.Select(JsonNode? (way) => new JsonArray(way.Compute, way.Credentials))]),
        ["pods"] = new JsonArray([.. Kept(failure.Pods)
            .Select(JsonNode? (pod) => new JsonArray(pod.Namespace, pod.Name, pod.Uid, pod.Workload.Kind, pod.Workload.Name, pod.Container,
                pod.Node, pod.Kind.WireName, pod.Volume, pod.Image))]),
        ["unreconciled"] = failure.Unreconciled?.ToJson(),
        ["unseen"] = failure.Unseen?.ToJson(),
    };

    public static PullFailure Read(JsonNode json) => Whole(new(
        ReadScope(json["scope"]!), ImageReference.Parse((string)json["image"]!), Symptom.FromWire((string)json["symptom"]!),
        (string)json["text"]!,
        ReadCompute(json["compute"]!),
        [.. from pod in json["pods"]!.AsArray()
            let texts = pod.AsArray().Select(text => (string?)text).ToArray()
            select new FailingPod(texts[0]!, texts[1]!, texts[2]!, new Workload(texts[3]!, texts[4]!), texts[5]!, texts[6])
            {
                // version 0.1 stored none of them
                Kind = texts.ElementAtOrDefault(7) is { } kind ? ContainerKind.FromWire(kind) : ContainerKind.Container,
                Volume = texts.ElementAtOrDefault(8),
                Image = texts.ElementAtOrDefault(9),
            }])
    {
        Unreconciled = json["unreconciled"] is { } why ? Message.Read(why) : null,
        Unseen = json["unseen"] is { } unseen ? Message.Read(unseen) : null,
        IsAhead = (bool)json["ahead"]!,
        Ways = [.. json["ways"]!.AsArray().Select(way => ((string)way![0]!, (string)way[1]!))],
        Credentials = json["serviceAccountRole"] is JsonArray { Count: 2 } role
            ? new PodCredentials.ServiceAccountRole((string)role[0]!, (string)role[1]!)
            : new PodCredentials.None(),
    });

    /// <exception cref="FormatException">Nothing fails in it.</exception>
    private static PullFailure Whole(PullFailure failure) => failure.Pods.Count > 0 || failure.Unseen is not null ? failure
        : throw new FormatException("the failure has no pods");

    public static JsonArray Scope(Scope scope) =>
        new(scope.Account, scope.Region, scope.Cluster, scope.Namespace, scope.Workload, scope.Pod);

    public static Scope ReadScope(JsonNode json)
    {
        string?[] texts = [.. json.AsArray().Select(text => (string?)text)];
        return new(texts[0]!, texts[1]!, texts[2]!, texts[3], texts[4], texts[5]);
    }

    private static IEnumerable<FailingPod> Kept(IReadOnlyList<FailingPod> pods) =>
        pods.DistinctBy(pod => (pod.Namespace, pod.Workload)).Concat(pods.Take(PodsKept)).Distinct();

    private static JsonArray Compute(Compute compute) => compute switch
    {
        Remediator.Core.Failures.Compute.NodeGroup group => new("node-group", group.Name, group.InstanceId),
        Remediator.Core.Failures.Compute.Instance instance => new("instance", instance.InstanceId, instance.Profile),
        Remediator.Core.Failures.Compute.AutoMode auto => new("auto-mode", auto.InstanceId, auto.NodeClass),
        Remediator.Core.Failures.Compute.Fargate fargate => new("fargate", fargate.Profile, fargate.Namespace),
        Remediator.Core.Failures.Compute.Hybrid hybrid => new("hybrid", hybrid.Node, null),
        Remediator.Core.Failures.Compute.Unknown unknown => new("unknown", unknown.Why.ToJson(), null),
        _ => throw new ArgumentException($"{compute.GetType().Name} is no compute that is remembered"),
    };

    private static Compute ReadCompute(JsonNode json) =>
        ((string)json[0]!, json[1] is JsonValue ? (string?)json[1] : null, (string?)json[2]) switch
        {
            ("node-group", var name, var id) => new Compute.NodeGroup(name!, id),
            ("instance", var id, var profile) => new Compute.Instance(id!) { Profile = profile },
            ("auto-mode", var id, var nodeClass) => new Compute.AutoMode(id!, nodeClass!),
            ("fargate", var profile, var space) => new Compute.Fargate(profile, space!, new Dictionary<string, string>()),
            ("hybrid", var node, _) => new Compute.Hybrid(node!),
            _ => new Compute.Unknown(json[1] is { } why ? Message.Read(why) : Message.Verbatim("")),
        };
}
