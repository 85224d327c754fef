namespace Remediator.Sandbox.Aws;

/// <summary>Pages by maxResults and nextToken; the token is the number of items already returned.</summary>
internal static class Paging
{
    public static JsonObject Of(AwsRequest request, string field, IEnumerable<JsonNode> items)
    {
        var from = int.TryParse(request.Text("nextToken"), out var given) ? given : 0;
        var size = int.TryParse(request.Input["maxResults"]?.ToString(), out var asked) ? asked : 100;
        var rest = items.Skip(from).Take(size + 1).ToArray();
        var page = new JsonObject { [field] = new JsonArray([.. rest.Take(size)]) };
        if (rest.Length > size)
            page["nextToken"] = $"{from + size}";
        return page;
    }
}
