namespace Remediator;

/// <summary>The end of this invocation, on the function's clock.</summary>
public sealed class Deadline(TimeProvider clock, TimeSpan remaining)
{
    private readonly DateTimeOffset begun = clock.GetUtcNow(), end = clock.GetUtcNow() + remaining;

    /// <summary>Kept free at the end for putting back and telling.</summary>
    public static readonly TimeSpan Reserve = TimeSpan.FromSeconds(30);

    public TimeSpan Elapsed => clock.GetUtcNow() - begun;

    public TimeSpan Remaining => end - clock.GetUtcNow();
}
