using Remediator.Core.Findings;
using Remediator.Scan;

namespace Remediator.Pipeline;

/// <summary>
/// Clusters that have nothing to do with one another, side by side: what is found in one is reported whatever happens to another.
/// </summary>
internal static class SideBySide
{
    /// <summary>How many clusters are looked at together: each may take its part of the memory.</summary>
    public const int AtOnce = 8;

    /// <exception cref="SweepFailedException">Of several, some could not be looked at, or not to the end.</exception>
    public static async Task<IReadOnlyList<Finding>> WalkAsync(IReadOnlyList<Walk> walks, Func<Walk, Task<IReadOnlyList<Finding>>> walk)
    {
        if (walks is [{ IsSweep: false } only])
            return await walk(only);
        var found = await EachAsync(walks, AtOnce, one => string.Join(", ", one.Looks.Select(look => look.Scope.Cluster)), walk);
        return [.. found.SelectMany(ofOne => ofOne)];
    }

    /// <summary>Does the work for each, to its end, whatever happens to another.</summary>
    /// <param name="name">The clusters that an item is about.</param>
    /// <exception cref="SweepFailedException">Some of it failed.</exception>
    public static async Task<TResult[]> EachAsync<T, TResult>(
        IReadOnlyList<T> items, int atOnce, Func<T, string> name, Func<T, Task<TResult>> work)
    {
        var all = await Bounded.SelectAsync(items, atOnce, async one =>
        {
            var ended = work(one);
            await ((Task)ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return (Name: name(one), Task: ended);
        });
        return all.Any(one => !one.Task.IsCompletedSuccessfully)
            ? throw new SweepFailedException(all.Select(one => (one.Name, (Task)one.Task)))
            : [.. all.Select(one => one.Task.Result)];
    }
}
