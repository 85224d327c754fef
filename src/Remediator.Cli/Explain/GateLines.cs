using Remediator.Core.Deployments;

namespace Remediator.Cli.Explain;

/// <summary>One sentence for each pull that stops or is undecided, and for each policy whose repository is not known.</summary>
/// <param name="Use">Null where it is about the whole policy.</param>
internal sealed record GateLine(string Address, PullEffect Effect, PullingUse? Use, Message Says);

internal static class GateLines
{
    private const int WorkloadsShown = 5;

    /// <summary>What stops comes first, and a pull that two policies concern is named once.</summary>
    public static IReadOnlyList<GateLine> Of(GateReport report) =>
    [
        .. report.Policies.SelectMany(Of).Concat(report.LacksThatCount.Select(OfLack))
            .OrderBy(line => line.Effect is PullEffect.Stops ? 0 : 1)
            .DistinctBy(line => (object?)line.Use ?? $"{line.Says}"),
    ];

    private static IEnumerable<GateLine> Of(JudgedPolicy policy) => policy.IsUnknown
        ? [new(policy.Planned.Address, PullEffect.Unknown, null, policy.Planned.Hidden is { } why
            ? new Message("deployment.hidden", ("address", policy.Planned.Address), ("why", why))
            : new Message("deployment.target-unknown", ("address", policy.Planned.Address)))]
        : from pull in policy.Pulls
          where pull.Effect is PullEffect.Stops or PullEffect.Unknown
          let role = pull.Use.Role?.Name ?? "?"
          select new GateLine(policy.Planned.Address, pull.Effect, pull.Use, pull.Effect is PullEffect.Stops
              ? new Message("deployment.pull-stops", ("cluster", pull.Use.Cluster), ("role", role), ("image", pull.Use.Image.Text),
                  ("why", pull.Why!), ("workloads", Workloads(pull.Use)))
              : new Message("deployment.pull-unknown", ("cluster", pull.Use.Cluster), ("role", role), ("image", pull.Use.Image.Text),
                  ("why", pull.Why!), ("workloads", Workloads(pull.Use))));

    private static GateLine OfLack((string Cluster, Message What) lack) => new(lack.Cluster, PullEffect.Unknown, null,
        new Message("deployment.lacks", ("cluster", lack.Cluster), ("what", lack.What)));

    private static string Workloads(PullingUse use)
    {
        var shown = use.Workloads.Take(WorkloadsShown).ToArray();
        var more = use.WorkloadCount - shown.Length;
        return string.Join(", ", shown) + (more > 0 ? $" +{more}" : "");
    }
}
