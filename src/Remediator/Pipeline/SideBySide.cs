using Remediator.Core.Findings;
using Remediator.Scan;

namespace Remediator.Pipeline;

/// <summary>
/// Clusters that have nothing to do with one another, side by side: what is found in one is reported whatever happens to another.
/// </summary>
internal static class SideBySide
{
    /// <exception cref="SweepFailedException">Of several, some could not be looked at, or not to the end.</exception>
    public static async Task<IReadOnlyList<Finding>> WalkAsync(IReadOnlyList<Walk> walks, Func<Walk, Task<IReadOnlyList<Finding>>> walk)
    {
        if (walks is [{ IsSweep: false } only])
            return await walk(only);
        var all = walks.Select(one => (Name: string.Join(", ", one.Looks.Select(look => look.Scope.Cluster)), Task: walk(one))).ToArray();
        await Task.WhenAll(all.Select(one => (Task)one.Task)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return all.Any(one => !one.Task.IsCompletedSuccessfully)
            ? throw new SweepFailedException(all.Select(one => (one.Name, (Task)one.Task)))
            : [.. all.SelectMany(one => one.Task.Result)];
    }
}
