using Microsoft.AspNetCore.Http;
using Remediator.Sandbox.Json;

namespace Remediator.Sandbox.Kubernetes;

/// <summary>Streams a watch: one JSON line per change, until the client disconnects or timeoutSeconds have passed.</summary>
internal static class WatchStream
{
    public static async Task WriteAsync(HttpContext context, ApiPath path, ObjectStore store, TimeProvider clock,
        CancellationToken stopping)
    {
        var request = context.Request;
        var selector = new Selector(path.Kind, request.Query["labelSelector"], request.Query["fieldSelector"]);
        long? after = long.TryParse(request.Query["resourceVersion"], out var version) && version > 0 ? version : null;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        if (int.TryParse(request.Query["timeoutSeconds"], out var seconds))
            end.CancelAfter(TimeSpan.FromSeconds(seconds));
        context.Response.ContentType = "application/json";
        if (after < store.OldestVersion)
        {
            await Line(context, "ERROR", new ApiError(410, "Expired", $"too old resource version: {after} ({store.OldestVersion})").Status);
            return;
        }
        var (past, next) = store.Watch(path.Kind, after);
        try
        {
            await context.Response.Body.FlushAsync(end.Token);
            foreach (var change in past)
                await SendAsync(change);
            await foreach (var change in next.ReadAllAsync(end.Token))
                await SendAsync(change);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // the normal end of a watch
        }
        finally
        {
            store.Unwatch(next);
        }

        Task SendAsync(WatchEvent change) => path.Namespace is { } ns && change.Item.Namespace != ns || !selector.Matches(change.Item)
            ? Task.CompletedTask
            : Line(context, change.Type, ObjectReads.One(change.Item, request, clock.GetUtcNow(), stale: false));
    }

    private static async Task Line(HttpContext context, string type, JsonNode item)
    {
        var line = new JsonObject { ["type"] = type, ["object"] = item }.ToJsonString(JsonText.Relaxed) + "\n";
        await context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(line), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
