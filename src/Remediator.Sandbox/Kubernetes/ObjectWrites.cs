using System.Text;
using Remediator.Sandbox.Json;

namespace Remediator.Sandbox.Kubernetes;

/// <summary>Creates, patches, replaces, evicts and deletes objects; each returns the JSON that the API server answers with.</summary>
internal sealed class ObjectWrites(ObjectStore store, Controllers controllers, TimeProvider clock)
{
    public JsonObject Create(ApiPath path, JsonObject body)
    {
        var metadata = body["metadata"] as JsonObject ?? throw new ApiError(422, "Invalid", "metadata.name: Required value");
        if (path.Kind.Namespaced)
            metadata["namespace"] = path.Namespace;
        var name = (string?)metadata["name"] ?? throw new ApiError(422, "Invalid", "metadata.name: Required value");
        if (path.Kind == Kind.Event)
            CheckEvent(body, path.Namespace);
        if (store.Find(path.Kind, path.Namespace ?? "", name) is not null)
            throw new ApiError(409, "AlreadyExists", $"{path.Kind.Plural} \"{name}\" already exists");
        (body["kind"], body["apiVersion"]) = (path.Kind.Name, path.Kind.ApiVersion);
        ApiDefaults.Apply(path.Kind, body);
        return Changed(store.Put(path.Kind, body, clock.GetUtcNow()));
    }

    public JsonObject Patch(ApiPath path, string? contentType, JsonObject patch)
    {
        var strategic = contentType?.Split(';')[0] switch
        {
            "application/strategic-merge-patch+json" => true,
            "application/merge-patch+json" => false,
            _ => throw new ApiError(415, "UnsupportedMediaType",
                $"the sandbox takes JSON, merge and strategic merge patches, not {contentType}"),
        };
        return Changed(store.Edit(store.Required(path), clock.GetUtcNow(), draft =>
        {
            var spec = draft["spec"]?.DeepClone();
            MergePatch.Apply(draft, patch, strategic);
            CountChange(draft, spec);
        })!);
    }

    public JsonObject Edit(ApiPath path, Action<JsonObject> edit) => Changed(store.Edit(store.Required(path), clock.GetUtcNow(), draft =>
    {
        var spec = draft["spec"]?.DeepClone();
        edit(draft);
        CountChange(draft, spec);
    })!);

    /// <summary>Takes the number of replicas of a Scale.</summary>
    public ApiObject Scale(ApiPath path, JsonObject scale)
    {
        if ((int?)scale["spec"]?["replicas"] is not { } replicas || replicas < 0)
            throw new ApiError(422, "Invalid", "spec.replicas: must be greater than or equal to 0");
        Edit(path, draft => draft["spec"]!["replicas"] = replicas);
        return store.Required(path);
    }

    /// <summary>Replaces spec and metadata; the status stays, it is the kubelet's and the controllers' to write.</summary>
    public JsonObject Replace(ApiPath path, JsonObject body) => Changed(store.Edit(store.Required(path), clock.GetUtcNow(), draft =>
    {
        var (spec, status) = (draft["spec"]?.DeepClone(), draft["status"]?.DeepClone());
        MergePatch.Apply(draft, body);
        draft["spec"] = body["spec"]?.DeepClone();
        if (status is not null)
            draft["status"] = status;
        CountChange(draft, spec);
    })!);

    public JsonObject Evict(ApiPath path, JsonObject body)
    {
        var pod = store.Required(path);
        if ((string?)body["deleteOptions"]?["preconditions"]?["uid"] is { } uid && uid != pod.Uid)
            throw new ApiError(409, "Conflict", $"the UID in the precondition ({uid}) does not match the UID in record ({pod.Uid})");
        if ((string?)body["deleteOptions"]?["preconditions"]?["resourceVersion"] is { } version && version != $"{pod.Version}")
            throw new ApiError(409, "Conflict",
                $"the ResourceVersion in the precondition ({version}) does not match the ResourceVersion in record ({pod.Version})");
        DisruptionBudgets.Check(pod, store);
        Remove(pod);
        return new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["code"] = 201,
        };
    }

    public JsonObject Delete(ApiPath path)
    {
        var item = store.Required(path);
        Remove(item);
        return JsonObject.Create(item.Body)!;
    }

    /// <summary>legacyValidateEvent in pkg/apis/core/validation/events.go of Kubernetes.</summary>
    private static void CheckEvent(JsonObject body, string? ns)
    {
        var about = (string?)body["involvedObject"]?["namespace"] ?? "";
        if (about != ns && !(about.Length == 0 && ns == "default"))
            throw Invalid("involvedObject.namespace", "does not match event.namespace");
        // the length is limited in the newer form, which has an eventTime; a longer message is a mistake in both
        if (Encoding.UTF8.GetByteCount((string?)body["message"] ?? "") > 1024)
            throw Invalid("message", "can have at most 1024 characters");

        static ApiError Invalid(string field, string why) => new(422, "Invalid", $"Event is invalid: {field}: Invalid value: {why}");
    }

    private void Remove(ApiObject item)
    {
        store.Remove(item);
        controllers.ReconcileAll(clock.GetUtcNow());
    }

    private JsonObject Changed(ApiObject item)
    {
        controllers.ReconcileAll(clock.GetUtcNow());
        return JsonObject.Create(item.Body)!;
    }

    /// <summary>metadata.generation counts the changes of the spec.</summary>
    private static void CountChange(JsonObject draft, JsonNode? specBefore)
    {
        if (JsonNode.DeepEquals(specBefore, draft["spec"]))
            return;
        draft["metadata"]!["generation"] = ((int?)draft["metadata"]!["generation"] ?? 0) + 1;
    }
}
