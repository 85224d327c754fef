namespace Remediator.Sandbox;

/// <summary>A clock that starts now and runs <paramref name="speed"/> times faster than the wall; its timers fire that much sooner.</summary>
public sealed class FastClock(double speed) : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _stamp = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _start + System.GetElapsedTime(_stamp) * speed;

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => _stamp + (long)((System.GetTimestamp() - _stamp) * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FastTimer(System.CreateTimer(callback, state, OnTheWall(dueTime), OnTheWall(period)), OnTheWall);

    // a timer that fires early would make its owner look, find nothing due, and ask again; the wall's own timers count whole
    // milliseconds and can fire up to one early, which is a second of this clock at a thousandfold
    private TimeSpan OnTheWall(TimeSpan span) =>
        span <= TimeSpan.Zero ? span : TimeSpan.FromMilliseconds(Math.Ceiling(span.TotalMilliseconds / speed) + 1);

    private sealed class FastTimer(ITimer timer, Func<TimeSpan, TimeSpan> onTheWall) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(onTheWall(dueTime), onTheWall(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
