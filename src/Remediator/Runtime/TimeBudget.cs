namespace Remediator.Runtime;

/// <summary>How much time this invocation has left, on the function's clock.</summary>
public sealed class TimeBudget(TimeProvider clock, TimeSpan remaining)
{
    private readonly DateTimeOffset _start = clock.GetUtcNow(), _end = clock.GetUtcNow() + remaining;

    /// <summary>Kept free at the end for a rollback and the notification.</summary>
    public static readonly TimeSpan Reserve = TimeSpan.FromSeconds(30);

    /// <summary>Kept free at the very end, for the notification alone.</summary>
    public static readonly TimeSpan NotifyReserve = TimeSpan.FromSeconds(12);

    /// <summary>Kept free for sending a message, whatever the store does: what it does not answer by then is given up.</summary>
    public static readonly TimeSpan SendReserve = TimeSpan.FromSeconds(6);

    /// <summary>Lambda stops the process without warning, so even the notification ends this much earlier.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    /// <summary>Kept free after the pods were listed, for what follows from those that were seen.</summary>
    private static readonly TimeSpan s_afterScan = TimeSpan.FromSeconds(45);

    public TimeSpan Elapsed => clock.GetUtcNow() - _start;

    public TimeSpan Remaining => _end - clock.GetUtcNow();

    /// <summary>Cancelled when no more time should be spent on lists of pods; of a short time, half.</summary>
    public CancellationTokenSource UntilScanned() => Until(Remaining / 2 < s_afterScan ? Remaining / 2 : s_afterScan);

    /// <summary>Cancelled when no more than <paramref name="left"/> of the time is left.</summary>
    public CancellationTokenSource Until(TimeSpan left) => new(Remaining > left ? Remaining - left : TimeSpan.Zero, clock);
}
