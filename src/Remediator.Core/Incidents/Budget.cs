namespace Remediator.Core.Incidents;

/// <summary>The patches of the last hour, over all repositories.</summary>
public static class Budget
{
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>The times with one more, without those that no longer count; null where the budget is spent.</summary>
    public static IReadOnlyList<DateTimeOffset>? Spend(IReadOnlyList<DateTimeOffset> times, int most, DateTimeOffset now)
    {
        DateTimeOffset[] recent = [.. times.Where(time => now - time < Window)];
        return recent.Length < most ? [.. recent, now] : null;
    }
}
