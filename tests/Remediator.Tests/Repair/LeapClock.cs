using Remediator.Sandbox.Hosting;

namespace Remediator.Tests.Repair;

/// <summary>A fast clock that can be put forward; timers that are set already fire when they would have.</summary>
internal sealed class LeapClock(double speed) : TimeProvider
{
    private readonly FastClock clock = new(speed);
    private long leapt;

    public void Leap(TimeSpan time) => Interlocked.Add(ref leapt, time.Ticks);

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref leapt));

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => clock.CreateTimer(callback, state, dueTime, period);
}
