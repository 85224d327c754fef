using System.Text.Json.Serialization;

namespace Remediator.Kubernetes;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Pod))]
[JsonSerializable(typeof(ListMetadata))]
internal sealed partial class PodJson : JsonSerializerContext;

/// <param name="Continue">Where the next page begins; empty or null on the last.</param>
internal sealed record ListMetadata(string? Continue);
