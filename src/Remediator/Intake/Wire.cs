using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Amazon.Lambda.CloudWatchEvents;

namespace Remediator.Intake;

/// <summary>Everything that crosses the wire of an invocation.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(CloudWatchEvent<JsonElement>))]
public sealed partial class Wire : JsonSerializerContext;
