using Remediator.Core.Facts;
using Remediator.Core.Failures;

namespace Remediator.Core.Findings;

/// <summary>
/// Failures that turned out to be one incident, as one: node groups may share a role. What is diagnosed from it counts the pods of all of
/// them and names every way in which the pulling identity was found.
/// </summary>
public static class IncidentMerge
{
    /// <param name="alike">Failures with the same incident key, at least one; the first stands for all where they differ.</param>
    public static (PullFailure Failure, PullFacts Facts) Of(IReadOnlyList<(PullFailure Failure, PullFacts Facts)> alike)
    {
        if (alike is [var only])
            return only;
        var merged = PullFailure.Whole([.. alike.Select(one => one.Failure)]);
        return (
            merged with { Spread = AtLeastOf(merged, alike[0].Failure.Spread) },
            alike[0].Facts with { Puller = PullerOf(alike) });
    }

    /// <summary>As far as the invocation saw it, but never less than the incident itself.</summary>
    private static Spread AtLeastOf(PullFailure merged, Spread seen) => seen with
    {
        Pods = Math.Max(seen.Pods, merged.Pods.Select(pod => pod.Uid).Distinct().Count()),
        Nodes = Math.Max(seen.Nodes, merged.Nodes.Count),
        Computes = Math.Max(seen.Computes, merged.Ways.Select(way => way.Compute).Distinct().Count()),
    };

    /// <summary>It is proved where any of them is proved: the key says that they are one role.</summary>
    private static Fact<Puller> PullerOf(IReadOnlyList<(PullFailure Failure, PullFacts Facts)> alike)
    {
        var known = alike.Select(one => one.Facts.Puller).OfType<Fact<Puller>.Known>().Select(fact => fact.Value).ToArray();
        if (known.Length == 0)
            return alike[0].Facts.Puller;
        var hows = known.Select(puller => puller.How).Distinct().ToArray();
        var first = known.FirstOrDefault(puller => puller.Proved) ?? known[0];
        return Fact.Of(hows is [_] ? first : first with { How = new Message("list.items", ("items", hows)) });
    }
}
