namespace Remediator.Sandbox.Kubernetes;

/// <summary>A JSON patch, RFC 6902, of members of objects; <c>kubectl rollout undo</c> sends one.</summary>
internal static class JsonPatch
{
    public const string ContentType = "application/json-patch+json";

    /// <exception cref="ApiError">It is no such patch.</exception>
    public static Action<JsonObject> Read(string text)
    {
        try
        {
            var steps = JsonNode.Parse(text)!.AsArray().Select(step => step!.AsObject()).ToArray();
            return draft =>
            {
                foreach (var step in steps)
                    Apply(draft, step);
            };
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new ApiError(400, "BadRequest", "the body is no JSON patch");
        }
    }

    private static void Apply(JsonObject draft, JsonObject step)
    {
        string[] path = [.. ((string?)step["path"] ?? "").Split('/').Skip(1)
            .Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
        var parent = path.SkipLast(1).Aggregate((JsonNode?)draft, (node, part) => (node as JsonObject)?[part]);
        if (path.Length == 0 || parent is not JsonObject members)
            throw new ApiError(422, "Invalid", $"the sandbox patches members of objects, and \"{step["path"]}\" is none");
        switch ((string?)step["op"])
        {
            case "add" or "replace":
                members[path[^1]] = step["value"]?.DeepClone();
                break;
            case "remove":
                members.Remove(path[^1]);
                break;
            case "test" when JsonNode.DeepEquals(members[path[^1]], step["value"]):
                break;
            case "test":
                throw new ApiError(422, "Invalid", $"the test of \"{step["path"]}\" failed");
            case var other:
                throw new ApiError(422, "Invalid", $"the sandbox knows add, replace, remove and test in a JSON patch, not \"{other}\"");
        }
    }
}
