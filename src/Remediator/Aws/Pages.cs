namespace Remediator.Aws;

/// <summary>Lists that come page by page, read to their end.</summary>
internal static class Pages
{
    public static async Task<IReadOnlyList<TItem>> AllAsync<TPage, TItem>(
        Func<string?, Task<TPage>> ask, Func<TPage, (IEnumerable<TItem>? Items, string? Next)> read)
    {
        var all = new List<TItem>();
        string? token = null;
        do
        {
            var (items, next) = read(await ask(token));
            all.AddRange(items ?? []);
            token = next;
        }
        while (!string.IsNullOrEmpty(token));
        return all;
    }
}
