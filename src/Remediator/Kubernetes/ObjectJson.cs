using System.Text.Json.Serialization;

namespace Remediator.Kubernetes;

/// <summary>How the API server's objects are read: only the fields that this program uses.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Pod))]
[JsonSerializable(typeof(NodeItem))]
[JsonSerializable(typeof(WorkloadItem))]
[JsonSerializable(typeof(PartialItem))]
[JsonSerializable(typeof(ClusterEvent))]
[JsonSerializable(typeof(EventList))]
[JsonSerializable(typeof(WorkloadObject))]
[JsonSerializable(typeof(ServiceAccount))]
[JsonSerializable(typeof(PullSecretItem))]
[JsonSerializable(typeof(QuotaList))]
[JsonSerializable(typeof(ListMetadata))]
internal sealed partial class ObjectJson : JsonSerializerContext;

/// <param name="Continue">Where the next page begins; empty or null on the last.</param>
internal sealed record ListMetadata(string? Continue);
