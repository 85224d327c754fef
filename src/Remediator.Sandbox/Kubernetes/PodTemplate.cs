namespace Remediator.Sandbox.Kubernetes;

/// <summary>Creates pods from their owner's template.</summary>
internal static class PodTemplate
{
    /// <summary>The pod-template-hash: changes when the template does.</summary>
    public static string Hash(ApiObject owner)
    {
        var template = JsonObject.Create(owner.At("spec.template")!.Value)!.DeepClone();
        (template["metadata"]?["labels"] as JsonObject)?.Remove("pod-template-hash");
        return GeneratedName.Stable(template.ToJsonString(), 10);
    }

    public static JsonObject Pod(ApiObject owner, string name)
    {
        var template = JsonObject.Create(owner.At("spec.template")!.Value)!.DeepClone();
        var metadata = template["metadata"] as JsonObject ?? [];
        metadata.Remove("creationTimestamp");
        metadata["name"] = name;
        metadata["namespace"] = owner.Namespace;
        metadata["generateName"] = $"{owner.Name}-";
        metadata["labels"] ??= new JsonObject();
        metadata["ownerReferences"] = new JsonArray(Reference(owner));
        var spec = template["spec"]!.AsObject();
        spec["serviceAccountName"] ??= "default";
        return new()
        {
            ["kind"] = "Pod",
            ["apiVersion"] = "v1",
            ["metadata"] = metadata.DeepClone(),
            ["spec"] = spec.DeepClone(),
            ["status"] = new JsonObject { ["phase"] = "Pending", ["qosClass"] = "BestEffort" },
        };
    }

    public static JsonObject Reference(ApiObject owner) => new()
    {
        ["apiVersion"] = owner.Kind.ApiVersion,
        ["kind"] = owner.Kind.Name,
        ["name"] = owner.Name,
        ["uid"] = owner.Uid,
        ["controller"] = true,
        ["blockOwnerDeletion"] = true,
    };
}
