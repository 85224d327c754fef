using Remediator.Sandbox.Hosting;

namespace Remediator.Tests.Repair;

/// <summary>A fast clock that can be put forward; timers that are set already fire when they would have.</summary>
internal sealed class LeapClock(double speed) : TimeProvider
{
    private readonly FastClock _clock = new(speed);
    private long _leapt;

    public void Leap(TimeSpan time) => Interlocked.Add(ref _leapt, time.Ticks);

    public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _leapt));

    public override long TimestampFrequency => _clock.TimestampFrequency;

    public override long GetTimestamp() => _clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _clock.CreateTimer(callback, state, dueTime, period);
}
