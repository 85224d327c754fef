using System.Text.Json.Serialization;

namespace Remediator.Kubernetes;

/// <summary>The objects that lists are read as, each with the fields that this program uses.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Pod))]
[JsonSerializable(typeof(NodeItem))]
[JsonSerializable(typeof(WorkloadItem))]
[JsonSerializable(typeof(ListMetadata))]
[JsonSerializable(typeof(PartialItem))]
internal sealed partial class ListJson : JsonSerializerContext;

/// <param name="Continue">Where the next page begins; empty or null on the last.</param>
internal sealed record ListMetadata(string? Continue);
