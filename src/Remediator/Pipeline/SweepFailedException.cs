namespace Remediator.Pipeline;

/// <summary>Some clusters could not be looked at; what was found in the others has been told.</summary>
public sealed class SweepFailedException(IEnumerable<(string Cluster, Task Look)> looks) : Exception(Told(looks))
{
    private static string Told(IEnumerable<(string Cluster, Task Look)> looks) => string.Join("; ",
        from one in looks
        where !one.Look.IsCompletedSuccessfully
        select $"cluster {one.Cluster}: {one.Look.Exception?.InnerException?.Message ?? "no time was left"}");
}
