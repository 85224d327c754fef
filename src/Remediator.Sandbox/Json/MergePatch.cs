namespace Remediator.Sandbox.Json;

/// <summary>JSON merge patch (RFC 7396), and Kubernetes strategic merge patch for the lists that it merges by key.</summary>
internal static class MergePatch
{
    // patchMergeKey of the Kubernetes API types:
    // https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/
    private static readonly Dictionary<string, string> s_keys = new()
    {
        ["containers"] = "name",
        ["initContainers"] = "name",
        ["ephemeralContainers"] = "name",
        ["env"] = "name",
        ["volumes"] = "name",
        ["imagePullSecrets"] = "name",
        ["conditions"] = "type",
        ["ports"] = "containerPort",
        ["volumeMounts"] = "mountPath",
        ["ownerReferences"] = "uid",
    };

    public static void Apply(JsonObject target, JsonObject patch, bool strategic = false)
    {
        foreach (var (name, value) in patch.ToArray())
        {
            if (strategic && name.StartsWith('$'))
                continue;
            if (value is null)
                target.Remove(name);
            else if (value is JsonObject part)
                Apply(ObjectAt(target, name), part, strategic);
            else if (strategic && value is JsonArray changes && s_keys.TryGetValue(name, out var key) && target[name] is JsonArray list)
                IntoList(list, changes, key);
            else
                target[name] = value.DeepClone();
        }
    }

    private static JsonObject ObjectAt(JsonObject target, string name)
    {
        if (target[name] is not JsonObject)
            target[name] = new JsonObject();
        return target[name]!.AsObject();
    }

    private static void IntoList(JsonArray list, JsonArray changes, string key)
    {
        foreach (var change in changes.OfType<JsonObject>())
        {
            var same = list.OfType<JsonObject>().FirstOrDefault(item => JsonNode.DeepEquals(item[key], change[key]));
            if ((string?)change["$patch"] == "delete")
                list.Remove(same);
            else if (same is null)
                list.Add(change.DeepClone());
            else
                Apply(same, change, strategic: true);
        }
    }
}
