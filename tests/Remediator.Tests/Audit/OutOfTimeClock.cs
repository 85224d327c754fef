namespace Remediator.Tests.Audit;

/// <summary>The wall's clock, on which one timer rings as soon as something has happened, however early that is.</summary>
/// <param name="length">What the timer is set to, less the minutes that the function may have spent before.</param>
internal sealed class OutOfTimeClock(TimeSpan length) : TimeProvider
{
    private static readonly TimeSpan s_spent = TimeSpan.FromMinutes(4);

    private Action? _ring;
    private bool _hasRung;

    /// <summary>Asked whenever anybody looks at the clock.</summary>
    public Func<bool> HasHappened { get; set; } = () => false;

    public override DateTimeOffset GetUtcNow()
    {
        if (_ring is not null && HasHappened() && Interlocked.Exchange(ref _ring, null) is { } ring)
        {
            _hasRung = true;
            ring();
        }
        return base.GetUtcNow();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (!_hasRung && dueTime <= length && dueTime > length - s_spent)
            _ring = () => callback(state);
        return base.CreateTimer(callback, state, dueTime, period);
    }
}
