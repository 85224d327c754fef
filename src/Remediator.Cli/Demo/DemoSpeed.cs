namespace Remediator.Cli.Demo;

/// <param name="ClockFactor">How many times faster the world's clock runs than the wall's.</param>
/// <param name="Latency">Added to every call, on the wall's clock.</param>
public sealed record DemoSpeed(double ClockFactor, TimeSpan Latency)
{
    public static readonly DemoSpeed Quick = new(40, TimeSpan.Zero);

    /// <summary>So that the eye can follow the calls.</summary>
    public static readonly DemoSpeed Watchable = new(20, TimeSpan.FromMilliseconds(80));
}
