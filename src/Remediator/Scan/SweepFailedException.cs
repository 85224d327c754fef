namespace Remediator.Scan;

/// <summary>Some clusters could not be looked at, or not to the end; what was found in the others has been sent.</summary>
public sealed class SweepFailedException(IEnumerable<(string Cluster, Task Look)> looks) : Exception(Named(looks))
{
    private static string Named(IEnumerable<(string Cluster, Task Look)> looks) => string.Join("; ",
        from one in looks
        where !one.Look.IsCompletedSuccessfully
        select $"cluster {one.Cluster}: {Why(one.Look)}");

    private static string Why(Task look) =>
        look.Exception?.InnerException is { } failure ? FailureReason.TextOf(failure) : $"{new Message("failure.no-time")}";
}
