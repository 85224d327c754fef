using Remediator.Core.Incidents;

namespace Remediator.State;

/// <summary>What incidents are listed by: the open ones by their cluster, the closed ones by the time they were closed.</summary>
internal static class IncidentMarks
{
    /// <summary>All that is open.</summary>
    public static Marks AllOpen => Marks.Beginning("open ");

    public static Mark? Of(Incident incident) =>
        incident.IsOpen ? Open(NameOf(incident.Failure.Scope))
        : incident.ClosedAt is { } at ? new($"closed {at.UtcDateTime:yyyy-MM-ddTHH:mm:ss}", IsLasting: false) : null;

    /// <summary>An incident may be open for longer than its list knew when it began.</summary>
    public static Mark Open(string cluster) => new($"open {cluster}", IsLasting: true);

    public static Marks OpenIn(Scope cluster) => Marks.Of(Open(NameOf(cluster)).Text);

    public static Marks ClosedSince(DateTimeOffset time) => Marks.Beginning("closed ", $"{time.UtcDateTime:yyyy-MM-ddTHH:mm:ss}");

    private static string NameOf(Scope cluster) => $"{cluster.Account}/{cluster.Region}/{cluster.Cluster}";
}
