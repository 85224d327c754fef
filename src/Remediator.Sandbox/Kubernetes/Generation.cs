using System.Text.Json.Nodes;

namespace Remediator.Sandbox.Kubernetes;

/// <summary>metadata.generation counts the changes of the spec.</summary>
internal static class Generation
{
    public static void Increment(JsonObject draft, JsonNode? specBefore)
    {
        if (JsonNode.DeepEquals(specBefore, draft["spec"])) return;
        draft["metadata"]!["generation"] = ((int?)draft["metadata"]!["generation"] ?? 0) + 1;
    }
}
