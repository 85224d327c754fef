namespace Remediator.Cli.Demo;

/// <summary>How fast a demo runs.</summary>
/// <param name="ClockFactor">How many times faster than real time the world's clock runs.</param>
/// <param name="Latency">Added to every call, in real time.</param>
public sealed record DemoSpeed(double ClockFactor, TimeSpan Latency)
{
    public static readonly DemoSpeed Quick = new(40, TimeSpan.Zero);

    /// <summary>Slow enough to follow the calls on a terminal.</summary>
    public static readonly DemoSpeed Watchable = new(20, TimeSpan.FromMilliseconds(80));
}
