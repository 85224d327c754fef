namespace Remediator.Runtime;

/// <summary>Work done side by side, with a bound on how much of it at once.</summary>
internal static class Bounded
{
    /// <summary>
    /// As <see cref="Task.WhenAll{TResult}(IEnumerable{Task{TResult}})"/>: the results are in the order of the items, and one that fails
    /// keeps no other from its end.
    /// </summary>
    public static async Task<TResult[]> SelectAsync<T, TResult>(IEnumerable<T> items, int atOnce, Func<T, Task<TResult>> work)
    {
        using var slots = new SemaphoreSlim(atOnce);
        return await Task.WhenAll(items.Select(OneAsync));

        async Task<TResult> OneAsync(T item)
        {
            await slots.WaitAsync();
            try
            {
                return await work(item);
            }
            finally
            {
                slots.Release();
            }
        }
    }
}
