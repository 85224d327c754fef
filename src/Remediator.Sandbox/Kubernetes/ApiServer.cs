using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Json;
using Remediator.Sandbox.Recording;

namespace Remediator.Sandbox.Kubernetes;

/// <summary>The API server of one cluster: authenticates, records, reads and writes its objects.</summary>
internal sealed class ApiServer(string cluster, string version, ObjectStore store, Controllers controllers, CallLog ledger, WorldOptions options)
{
    /// <summary>The token of the kubeconfig that the sandbox writes.</summary>
    public string KubeconfigToken { get; } = $"sandbox-{Guid.NewGuid():N}";

    /// <summary>Where the sandbox itself may have signed a token for (the aws command line with its endpoint set).</summary>
    public string SandboxHost { get; set; } = "";

    public async Task AnswerAsync(HttpContext context, CancellationToken stopping)
    {
        var request = context.Request;
        var path = ApiPath.Of(request.Path.Value!);
        var verb = Verb(request, path);
        var (operation, target) = path is null ? (verb, request.Path.Value!) : ($"{verb} {path.Resource}", path.Target);
        var fault = ledger.NextFault("kubernetes", operation);
        var call = ledger.Open(new("kubernetes", operation, target, options.Clock.GetUtcNow(), 0));
        if (options.Latency > TimeSpan.Zero) await Task.Delay(options.Latency, stopping);
        if (await ConnectionFault.ApplyAsync(fault, context, stopping)) return;
        try
        {
            if (ApiError.Of(fault, operation) is { } ordered) throw ordered;
            Authenticate(request);
            var answer = path is null ? Discovery.At(request.Path.Value!, version) ?? throw new ApiError(404, "NotFound", "the server could not find the requested resource")
                : verb == "watch" ? null : await Resource(path, verb, request, fault == FaultKind.Stale);
            ledger.Close(call, verb == "create" ? 201 : 200);
            if (answer is null) await WatchStream.WriteAsync(context, path!, store, options.Clock, stopping);
            else if (fault == FaultKind.Garbage) await Write(context, 200, "<html>this is no answer");
            else await Write(context, verb == "create" ? 201 : 200, answer.ToJsonString(JsonText.Relaxed));
        }
        catch (ApiError error)
        {
            ledger.Close(call, error.Code);
            if (error.Code == 429) context.Response.Headers.RetryAfter = "1";
            await Write(context, error.Code, error.Status.ToJsonString(JsonText.Relaxed));
        }
    }

    private static string Verb(HttpRequest request, ApiPath? path) => request.Method switch
    {
        "GET" when path is null or { Name: not null } => "get",
        "GET" when request.Query["watch"] == "true" || request.Query["watch"] == "1" => "watch",
        "GET" => "list",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => "delete",
        var other => other.ToLowerInvariant(),
    };

    private void Authenticate(HttpRequest request)
    {
        if (request.Path == "/version") return;
        var header = request.Headers.Authorization.ToString();
        var token = header.StartsWith("Bearer ", StringComparison.Ordinal) ? header["Bearer ".Length..] : "";
        if (token == KubeconfigToken) return;
        if (EksToken.Refusal(token, cluster, SandboxHost, [DateTimeOffset.UtcNow, options.Clock.GetUtcNow()]) is { } why)
            throw new ApiError(401, "Unauthorized", $"Unauthorized: {why}");
    }

    private async Task<JsonNode> Resource(ApiPath path, string verb, HttpRequest request, bool stale) => (verb, path) switch
    {
        ("list", _) => Listing.Of(path, request, store, options.Clock.GetUtcNow(), stale),
        ("get", _) => Listing.One(Existing(path), request, options.Clock.GetUtcNow(), stale),
        ("create", { Subresource: "eviction" }) => Evict(path, await Body(request)),
        ("create", { Name: null }) => Create(path, await Body(request)),
        ("patch", _) => Patch(path, request, await Body(request)),
        ("update", _) => Changed(store.Edit(Existing(path), options.Clock.GetUtcNow(), Replace(await Body(request)))!),
        ("delete", _) => Delete(path),
        _ => throw new ApiError(405, "MethodNotAllowed", "the server does not allow this method on the requested resource"),
    };

    private ApiObject Existing(ApiPath path) => store.Find(path.Kind, path.Namespace ?? "", path.Name!) ?? throw ApiError.NotFound(path.Kind, path.Name!);

    private JsonObject Create(ApiPath path, JsonObject body)
    {
        var metadata = body["metadata"] as JsonObject ?? throw new ApiError(422, "Invalid", "metadata.name: Required value");
        if (path.Kind.Namespaced) metadata["namespace"] = path.Namespace;
        var name = (string?)metadata["name"] ?? throw new ApiError(422, "Invalid", "metadata.name: Required value");
        if (store.Find(path.Kind, path.Namespace ?? "", name) is not null) throw new ApiError(409, "AlreadyExists", $"{path.Kind.Plural} \"{name}\" already exists");
        (body["kind"], body["apiVersion"]) = (path.Kind.Name, path.Kind.ApiVersion);
        ApiDefaults.Apply(path.Kind, body);
        return Changed(store.Put(path.Kind, body, options.Clock.GetUtcNow()));
    }

    private JsonObject Patch(ApiPath path, HttpRequest request, JsonObject patch)
    {
        var strategic = request.ContentType?.Split(';')[0] switch
        {
            "application/strategic-merge-patch+json" => true,
            "application/merge-patch+json" => false,
            _ => throw new ApiError(415, "UnsupportedMediaType", $"the sandbox takes merge and strategic merge patches, not {request.ContentType}"),
        };
        return Changed(store.Edit(Existing(path), options.Clock.GetUtcNow(), draft =>
        {
            var spec = draft["spec"]?.DeepClone();
            MergePatch.Apply(draft, patch, strategic);
            Generation.Increment(draft, spec);
        })!);
    }

    private static Action<JsonObject> Replace(JsonObject body) => draft =>
    {
        var (spec, status) = (draft["spec"]?.DeepClone(), draft["status"]?.DeepClone());
        MergePatch.Apply(draft, body);
        draft["spec"] = body["spec"]?.DeepClone();
        if (status is not null) draft["status"] = status;
        Generation.Increment(draft, spec);
    };

    private JsonObject Evict(ApiPath path, JsonObject body)
    {
        var pod = Existing(path);
        if ((string?)body["deleteOptions"]?["preconditions"]?["uid"] is { } uid && uid != pod.Uid)
            throw new ApiError(409, "Conflict", $"the UID in the precondition ({uid}) does not match the UID in record ({pod.Uid})");
        Remove(pod);
        return new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["code"] = 201 };
    }

    private JsonObject Delete(ApiPath path)
    {
        var item = Existing(path);
        Remove(item);
        return JsonObject.Create(item.Body)!;
    }

    private void Remove(ApiObject item)
    {
        store.Remove(item);
        controllers.ReconcileAll(options.Clock.GetUtcNow());
    }

    private JsonObject Changed(ApiObject item)
    {
        controllers.ReconcileAll(options.Clock.GetUtcNow());
        return JsonObject.Create(item.Body)!;
    }

    private static async Task<JsonObject> Body(HttpRequest request)
    {
        try
        {
            return await JsonNode.ParseAsync(request.Body) as JsonObject ?? [];
        }
        catch (JsonException wrong)
        {
            throw new ApiError(400, "BadRequest", $"the body is no JSON object: {wrong.Message}");
        }
    }

    private static async Task Write(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body, context.RequestAborted);
    }
}
