using System.Text;

namespace Remediator.Sandbox.Kubernetes;

/// <summary>The continue token of a list: where a page ended.</summary>
internal static class ContinueToken
{
    public static string After(ApiObject last) => Convert.ToBase64String(Encoding.UTF8.GetBytes(last.Key));

    /// <summary>The key that the next page follows, or null for the first page.</summary>
    public static string? Read(string? token, string? resourceVersion)
    {
        if (string.IsNullOrEmpty(token))
            return null;
        if (resourceVersion is not (null or "" or "0"))
            throw new ApiError(400, "BadRequest", "specifying resource version is not allowed when using continue");
        var key = new byte[token.Length];
        return Convert.TryFromBase64String(token, key, out var length)
            ? Encoding.UTF8.GetString(key, 0, length)
            : throw new ApiError(400, "BadRequest", "continue key is not valid: this server did not issue the token");
    }

    /// <summary>The index of the first object after a key, in a list sorted by key.</summary>
    public static int First(IReadOnlyList<ApiObject> sorted, string? after)
    {
        var (low, high) = (0, after is null ? 0 : sorted.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(sorted[middle].Key, after) <= 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
