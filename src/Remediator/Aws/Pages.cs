namespace Remediator.Aws;

/// <summary>Reads a list that comes in pages to its end.</summary>
internal static class Pages
{
    /// <param name="ask">Asks for the page of a token; null asks for the first.</param>
    /// <param name="read">The items of a page and the token of the next; null or empty on the last.</param>
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
