namespace Remediator.Runtime;

/// <summary>Work done side by side, with a bound on how much of it at once.</summary>
internal static class Bounded
{
    /// <summary>How much is done at once wherever nothing else is said.</summary>
    public const int AtOnce = 16;

    /// <inheritdoc cref="SelectAsync{T, TResult}(IEnumerable{T}, int, Func{T, Task{TResult}})"/>
    public static Task<TResult[]> SelectAsync<T, TResult>(IEnumerable<T> items, Func<T, Task<TResult>> work) =>
        SelectAsync(items, AtOnce, work);

    /// <inheritdoc cref="SelectAsync{T, TResult}(IEnumerable{T}, int, Func{T, Task{TResult}})"/>
    public static Task EachAsync<T>(IEnumerable<T> items, Func<T, Task> work) => SelectAsync(items, async item =>
    {
        await work(item);
        return true;
    });

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
