using Microsoft.AspNetCore.Http;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Iam;
using Remediator.Sandbox.Json;
using Remediator.Sandbox.Recording;

namespace Remediator.Sandbox.Kubernetes;

/// <summary>
/// The API server of one cluster: records and authenticates each call, applies injected faults, reads and writes objects.
/// </summary>
internal sealed class ApiServer(string cluster, string version, ObjectStore store, Controllers controllers, CallLog calls,
    FaultInjector faults, WorldOptions options)
{
    private readonly ObjectWrites _writes = new(store, controllers, options.Clock);

    /// <summary>The token of the kubeconfig that the sandbox writes.</summary>
    public string KubeconfigToken { get; } = $"sandbox-{Guid.NewGuid():N}";

    /// <summary>
    /// The names of the sandbox's AWS endpoint, which a token may be signed for: `aws eks get-token` does so when its endpoint is set.
    /// </summary>
    public IReadOnlyCollection<string> SandboxHosts { get; set; } = [];

    public async Task AnswerAsync(HttpContext context, CancellationToken stopping)
    {
        calls.Enter();
        try
        {
            await AnswerOneAsync(context, stopping);
        }
        finally
        {
            calls.Leave();
        }
    }

    private async Task AnswerOneAsync(HttpContext context, CancellationToken stopping)
    {
        var request = context.Request;
        var path = ApiPath.Of(request.Path.Value!);
        var verb = Verb(request, path);
        var (operation, target) = path is null ? (verb, request.Path.Value!) : ($"{verb} {path.Resource}", path.Target);
        var fault = faults.Next("kubernetes", operation);
        var call = calls.Open(new("kubernetes", operation, target, options.Clock.GetUtcNow(), 0)
        {
            Query = Uri.UnescapeDataString(request.QueryString.Value ?? "").TrimStart('?'),
        });
        if (options.Latency > TimeSpan.Zero)
            await Task.Delay(options.Latency, stopping);
        if (await ConnectionFault.ApplyAsync(fault, context, stopping))
            return;
        try
        {
            if (ApiError.Of(fault, operation) is { } injected)
                throw injected;
            var caller = Authenticate(request);
            if (path is not null && Rbac.Refusal(caller, verb, path, store) is { } forbidden)
                throw forbidden;
            var answer = path is null ? DiscoveryAt(request.Path.Value!)
                : verb == "watch" ? null : await AnswerAsync(path, verb, request, fault == FaultKind.Stale);
            var (status, text) = fault == FaultKind.Garbage ? (200, "<html>not JSON</html>")
                : (verb == "create" ? 201 : 200, answer?.ToJsonString(JsonText.Relaxed) ?? "");
            calls.Close(call, status, System.Text.Encoding.UTF8.GetByteCount(text));
            if (answer is null)
                await WatchStream.WriteAsync(context, path!, store, options.Clock, stopping);
            else
                await WriteAsync(context, status, text, fault);
        }
        catch (ApiError error)
        {
            calls.Close(call, error.Code);
            if (error.Code == 429)
                context.Response.Headers.RetryAfter = "1";
            await WriteAsync(context, error.Code, error.Status.ToJsonString(JsonText.Relaxed));
        }
    }

    private JsonNode DiscoveryAt(string path) =>
        Discovery.At(path, version) ?? throw new ApiError(404, "NotFound", "the server could not find the requested resource");

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

    /// <summary>Who asks; the kubeconfig is an operator's.</summary>
    private Caller Authenticate(HttpRequest request)
    {
        if (request.Path == "/version")
            return Caller.Operator;
        var header = request.Headers.Authorization.ToString();
        var token = header.StartsWith("Bearer ", StringComparison.Ordinal) ? header["Bearer ".Length..] : "";
        if (token == KubeconfigToken)
            return Caller.Operator;
        var (caller, why) = EksToken.Read(token, cluster, SandboxHosts, [DateTimeOffset.UtcNow, options.Clock.GetUtcNow()]);
        return caller ?? throw new ApiError(401, "Unauthorized", $"Unauthorized: {why}");
    }

    private async Task<JsonNode> AnswerAsync(ApiPath path, string verb, HttpRequest request, bool stale) => (verb, path) switch
    {
        ("get", { Subresource: "log" }) => throw ContainerLog.Refused(store.Required(path)),
        ("get", { Subresource: "scale" }) => Scale.Of(store.Required(path)),
        ("patch" or "update", { Subresource: "scale" }) => Scale.Of(_writes.Scale(path, await BodyAsync(request))),
        (_, { Subresource: not (null or "eviction" or "status") and var part }) => throw new ApiError(501, "NotImplemented",
            $"the sandbox has no {path.Kind.Plural}/{part}: it runs no containers"),
        ("list", _) => ObjectReads.List(path, request, store, options.Clock.GetUtcNow(), stale),
        ("get", _) => ObjectReads.One(store.Required(path), request, options.Clock.GetUtcNow(), stale),
        ("create", { Subresource: "eviction" }) => _writes.Evict(path, await BodyAsync(request)),
        ("create", { Name: null }) => _writes.Create(path, await BodyAsync(request)),
        ("patch", _) when request.ContentType?.StartsWith(JsonPatch.ContentType, StringComparison.Ordinal) == true =>
            _writes.Edit(path, JsonPatch.Read(await new StreamReader(request.Body).ReadToEndAsync())),
        ("patch", _) => _writes.Patch(path, request.ContentType, await BodyAsync(request)),
        ("update", _) => _writes.Replace(path, await BodyAsync(request)),
        ("delete", _) => _writes.Delete(path),
        _ => throw new ApiError(405, "MethodNotAllowed", "the server does not allow this method on the requested resource"),
    };

    private static async Task<JsonObject> BodyAsync(HttpRequest request)
    {
        try
        {
            return await JsonNode.ParseAsync(request.Body) as JsonObject ?? [];
        }
        catch (JsonException wrong)
        {
            throw new ApiError(400, "BadRequest", $"the body is not a JSON object: {wrong.Message}");
        }
    }

    private async Task WriteAsync(HttpContext context, int status, string body, FaultKind? fault = null)
    {
        // the times of its objects are the world's, so the time of its answers is as well
        context.Response.Headers.Date = options.Clock.GetUtcNow().ToString("R");
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        if (fault is FaultKind.Slow or FaultKind.BrokenOff)
            await BadStream.WriteAsync(context, body, fault.Value, options.Clock);
        else
            await context.Response.WriteAsync(body, context.RequestAborted);
    }
}
