using Remediator.Sandbox.Hosting;

namespace Remediator.Tests.Audit;

/// <summary>A fast clock whose one timer of about this length rings as soon as something has happened, however long that takes.</summary>
internal sealed class OutOfTimeClock(TimeSpan length) : TimeProvider
{
    private readonly FastClock _clock = new(60);
    private Action? _ring;

    /// <summary>Asked whenever anybody looks at the clock.</summary>
    public Func<bool> HasHappened { get; set; } = () => false;

    public override DateTimeOffset GetUtcNow()
    {
        if (_ring is not null && HasHappened())
            Interlocked.Exchange(ref _ring, null)?.Invoke();
        return _clock.GetUtcNow();
    }

    public override long TimestampFrequency => _clock.TimestampFrequency;

    public override long GetTimestamp() => _clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if ((length - dueTime).Duration() < TimeSpan.FromSeconds(30))
            _ring = () => callback(state);
        return _clock.CreateTimer(callback, state, dueTime, period);
    }
}
