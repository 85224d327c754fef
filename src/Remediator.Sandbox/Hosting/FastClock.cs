namespace Remediator.Sandbox.Hosting;

/// <summary>
/// A clock that starts now and runs <paramref name="speed"/> times faster than real time, timers included.
/// </summary>
public sealed class FastClock(double speed) : TimeProvider
{
    private static readonly TimeSpan s_coarseTick = TimeSpan.FromMilliseconds(10);

    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _stamp = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _start + System.GetElapsedTime(_stamp) * speed;

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => _stamp + (long)((System.GetTimestamp() - _stamp) * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FastTimer(System.CreateTimer(callback, state, InRealTime(dueTime), InRealTime(period)), InRealTime);

    // .NET timers on Linux use the kernel's coarse clock and can fire up to one tick (at most 10 ms) early by the fine clock;
    // a timer that fires early makes its owner find nothing due and set the timer again
    private TimeSpan InRealTime(TimeSpan span) =>
        span <= TimeSpan.Zero ? span : TimeSpan.FromMilliseconds(Math.Ceiling(span.TotalMilliseconds / speed)) + s_coarseTick;

    private sealed class FastTimer(ITimer timer, Func<TimeSpan, TimeSpan> inRealTime) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(inRealTime(dueTime), inRealTime(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
