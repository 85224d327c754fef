namespace Remediator.Sandbox.Hosting;

/// <summary>
/// A clock on which everything happens sooner, at the same distances. While a busy machine keeps the process waiting, it stands still.
/// </summary>
/// <param name="speed">Seconds of this clock that pass in one of <see cref="WorkingTime"/>; above 0.</param>
public sealed class FastClock(double speed) : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly TimeSpan _began = WorkingTime.Elapsed;

    private TimeSpan Elapsed => (WorkingTime.Elapsed - _began) * speed;

    public override DateTimeOffset GetUtcNow() => _start + Elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FastTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private TimeSpan InRealTime(TimeSpan span) =>
        span <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(span.TotalMilliseconds / speed));

    /// <summary>Waits on the wall's timers, and again where less time has passed here than there.</summary>
    private sealed class FastTimer : ITimer
    {
        private readonly FastClock _clock;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly Lock _gate = new();
        private readonly ITimer _wall;
        private TimeSpan? _due;
        private TimeSpan _period;

        public FastTimer(FastClock clock, TimerCallback callback, object? state)
        {
            (_clock, _callback, _state) = (clock, callback, state);
            _wall = System.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_gate)
            {
                _due = dueTime < TimeSpan.Zero ? null : _clock.Elapsed + dueTime;
                _period = period;
                return Wait();
            }
        }

        public void Dispose() => _wall.Dispose();

        public ValueTask DisposeAsync() => _wall.DisposeAsync();

        private bool Wait() =>
            _wall.Change(_due is { } due ? _clock.InRealTime(due - _clock.Elapsed) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        private void Ring()
        {
            lock (_gate)
            {
                if (_due is not { } due)
                    return;
                var early = _clock.Elapsed < due;
                if (!early)
                    _due = _period > TimeSpan.Zero ? due + _period : null;
                Wait();
                if (early)
                    return;
            }
            _callback(_state);
        }
    }
}
