namespace Remediator.Runtime;

/// <summary>The end of this invocation, on the function's clock.</summary>
public sealed class TimeBudget(TimeProvider clock, TimeSpan remaining)
{
    private readonly DateTimeOffset begun = clock.GetUtcNow(), end = clock.GetUtcNow() + remaining;

    /// <summary>Kept free at the end for putting back and telling.</summary>
    public static readonly TimeSpan Reserve = TimeSpan.FromSeconds(30);

    /// <summary>Kept free at the very end, for telling alone.</summary>
    public static readonly TimeSpan NotifyReserve = TimeSpan.FromSeconds(12);

    /// <summary>Lambda stops the process without a word, so even telling ends this much earlier.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    public TimeSpan Elapsed => clock.GetUtcNow() - begun;

    public TimeSpan Remaining => end - clock.GetUtcNow();

    /// <summary>Cancelled when no more than <paramref name="left"/> of the time is left.</summary>
    public CancellationTokenSource Until(TimeSpan left) => new(Remaining > left ? Remaining - left : TimeSpan.Zero, clock);
}
