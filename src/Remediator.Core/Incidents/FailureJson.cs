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
        ReadScope(json.Part("scope")), ImageReference.Parse(json.Text("image")), Symptom.FromWire(json.Text("symptom")), json.Text("text"),
        ReadCompute(json.Part("compute")), [.. json.List("pods").Select(ReadPod)])
    {
        Unreconciled = json.PartOrNull("unreconciled") is { } why ? Message.Read(why) : null,
        Unseen = json.PartOrNull("unseen") is { } unseen ? Message.Read(unseen) : null,
        IsAhead = json.Flag("ahead"),
        Ways = [.. json.List("ways").Select(way => ReadPair(way, "ways"))],
        Credentials = json.PartOrNull("serviceAccountRole") is { } role && ReadPair(role, "serviceAccountRole") is var (account, arn)
            ? new PodCredentials.ServiceAccountRole(account, arn)
            : new PodCredentials.None(),
    });

    private static FailingPod ReadPod(JsonNode? json) => json?.Texts(7, "pods") is
    [{ } space, { } name, { } uid, { } kind, { } workload, { } container, var node, .. var more]
        ? new FailingPod(space, name, uid, new Workload(kind, workload), container, node)
        {
            // version 0.1 stored none of them
            Kind = more.ElementAtOrDefault(0) is { } of ? ContainerKind.FromWire(of) : ContainerKind.Container,
            Volume = more.ElementAtOrDefault(1),
            Image = more.ElementAtOrDefault(2),
        }
        : throw StoredJson.Unreadable("pods");

    private static (string, string) ReadPair(JsonNode? json, string name) =>
        json?.Texts(2, name) is [{ } one, { } other, ..] ? (one, other) : throw StoredJson.Unreadable(name);

    /// <exception cref="UnreadableException">Nothing fails in it.</exception>
    private static PullFailure Whole(PullFailure failure) => failure.Pods.Count > 0 || failure.Unseen is not null ? failure
        : throw StoredJson.Unreadable("pods");

    public static JsonArray Scope(Scope scope) =>
        new(scope.Account, scope.Region, scope.Cluster, scope.Namespace, scope.Workload, scope.Pod);

    public static Scope ReadScope(JsonNode json) =>
        json.Texts(6, "scope") is [{ } account, { } region, { } cluster, var space, var workload, var pod, ..]
            ? new(account, region, cluster, space, workload, pod)
            : throw StoredJson.Unreadable("scope");

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

    private static Compute ReadCompute(JsonNode json) => json is not JsonArray { Count: >= 3 } parts
        ? throw StoredJson.Unreadable("compute")
        : parts[1] is JsonObject why ? new Compute.Unknown(Message.Read(why))
        : json.Texts(3, "compute") switch
        {
            ["node-group", { } name, var id, ..] => new Compute.NodeGroup(name, id),
            ["instance", { } id, var profile, ..] => new Compute.Instance(id) { Profile = profile },
            ["auto-mode", { } id, { } nodeClass, ..] => new Compute.AutoMode(id, nodeClass),
            ["fargate", var profile, { } space, ..] => new Compute.Fargate(profile, space, new Dictionary<string, string>()),
            ["hybrid", { } node, ..] => new Compute.Hybrid(node),
            [_, var text, ..] => new Compute.Unknown(Message.Verbatim(text ?? "")),
            _ => throw StoredJson.Unreadable("compute"),
        };
}
