namespace Remediator.Sandbox.Hosting;

/// <summary>A clock that starts now and runs <paramref name="speed"/> times faster than the wall; its timers fire that much sooner.</summary>
public sealed class FastClock(double speed) : TimeProvider
{
    private static readonly TimeSpan CoarseTick = TimeSpan.FromMilliseconds(10);

    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _stamp = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _start + System.GetElapsedTime(_stamp) * speed;

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => _stamp + (long)((System.GetTimestamp() - _stamp) * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FastTimer(System.CreateTimer(callback, state, OnTheWall(dueTime), OnTheWall(period)), OnTheWall);

    // .NET's timers on Linux run on the kernel's coarse clock, so by the fine one they can fire up to a tick early (4 ms here, 10 at most);
    // a timer that fires early would make its owner look, find nothing due, and ask again
    private TimeSpan OnTheWall(TimeSpan span) =>
        span <= TimeSpan.Zero ? span : TimeSpan.FromMilliseconds(Math.Ceiling(span.TotalMilliseconds / speed)) + CoarseTick;

    private sealed class FastTimer(ITimer timer, Func<TimeSpan, TimeSpan> onTheWall) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(onTheWall(dueTime), onTheWall(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
