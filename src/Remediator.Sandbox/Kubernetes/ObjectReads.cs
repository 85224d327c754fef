using Microsoft.AspNetCore.Http;

namespace Remediator.Sandbox.Kubernetes;

/// <summary>Reads lists (with selectors and pages) and single objects, as JSON or as a table.</summary>
internal static class ObjectReads
{
    public static JsonNode List(ApiPath path, HttpRequest request, ObjectStore store, DateTimeOffset now, bool stale)
    {
        var selector = new Selector(path.Kind, request.Query["labelSelector"], request.Query["fieldSelector"]);
        var after = ContinueToken.Read(request.Query["continue"], request.Query["resourceVersion"]);
        var limit = int.TryParse(request.Query["limit"], out var asked) && asked > 0 ? asked : int.MaxValue;
        var all = store.List(path.Kind);
        var matches = all.Skip(ContinueToken.First(all, after))
            .Where(item => (path.Namespace is null || item.Namespace == path.Namespace) && selector.Matches(item))
            .Take(limit == int.MaxValue ? limit : limit + 1).ToArray();
        var page = matches.Length > limit ? matches[..limit] : matches;
        var metadata = new JsonObject { ["resourceVersion"] = $"{store.Version}" };
        if (matches.Length > limit)
            metadata["continue"] = ContinueToken.After(page[^1]);
        return AsTable(request)
            ? KubectlTable.Of(path.Kind, page, metadata, now)
            : new JsonObject
            {
                ["kind"] = path.Kind.Name + "List",
                ["apiVersion"] = path.Kind.ApiVersion,
                ["metadata"] = metadata,
                ["items"] = new JsonArray([.. page.Select(item => JsonObject.Create(stale ? item.Before ?? item.Body : item.Body))]),
            };
    }

    public static JsonNode One(ApiObject item, HttpRequest request, DateTimeOffset now, bool stale) => AsTable(request)
        ? KubectlTable.Of(item.Kind, [item], new() { ["resourceVersion"] = $"{item.Version}" }, now)
        : JsonObject.Create(stale ? item.Before ?? item.Body : item.Body)!;

    public static bool AsTable(HttpRequest request) => request.Headers.Accept.ToString().Contains("as=Table", StringComparison.Ordinal);
}
