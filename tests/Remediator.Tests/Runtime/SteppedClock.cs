namespace Remediator.Tests.Runtime;

/// <summary>A clock that stands still until a test moves it.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public void Step(TimeSpan time) => _now += time;

    public override DateTimeOffset GetUtcNow() => _now;
}
