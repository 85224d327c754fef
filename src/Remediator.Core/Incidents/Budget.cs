namespace Remediator.Core.Incidents;

/// <summary>The patches of the last hour, over all repositories.</summary>
public static class Budget
{
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>The times that still count.</summary>
    public static IReadOnlyList<DateTimeOffset> Recent(IEnumerable<DateTimeOffset> times, DateTimeOffset now) =>
        [.. times.Where(time => now - time < Window)];
}
