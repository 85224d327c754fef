namespace Remediator.Core.Deployments;

/// <param name="Pulls">Of the images that it decides about; none where nothing that was given pulls from there.</param>
public sealed record JudgedPolicy(PlannedPolicy Planned, IReadOnlyList<JudgedPull> Pulls)
{
    /// <summary>What it is of is not known, so every pull may be concerned.</summary>
    public bool IsUnknown => !Planned.Target.IsKnown;
}

/// <summary>Every repository and registry policy of a plan, judged against the pulls of clusters.</summary>
/// <param name="Uses">How many pulls were given.</param>
/// <param name="Lacks">By cluster, what its audit did not see: there may be pulls that nobody judged.</param>
public sealed record GateReport(IReadOnlyList<JudgedPolicy> Policies, int Uses, IReadOnlyList<(string Cluster, Message What)> Lacks)
{
    public static GateReport Of(IReadOnlyList<PlannedPolicy> planned, IReadOnlyList<PullersFile> pullers) =>
        Of(planned, [.. pullers.SelectMany(file => file.Uses)]) with
        {
            Lacks = [.. pullers.SelectMany(file => file.Lacks.Select(what => (file.Cluster, what)))],
        };

    public static GateReport Of(IReadOnlyList<PlannedPolicy> planned, IReadOnlyList<PullingUse> uses) => new(
    [
        .. from policy in planned
           select new JudgedPolicy(policy,
           [
               .. from use in uses
                  where policy.Target.IsKnown && policy.Target.Holds(use.Image)
                  select JudgedPull.Of(policy, use,
                      planned.FirstOrDefault(other => other.Target.IsRegistry != policy.Target.IsRegistry && !other.LosesImages
                          && other.Target.IsKnown && other.Target.Holds(use.Image))),
           ]),
    ], uses.Count, []);

    public IReadOnlyList<JudgedPull> Stopped => [.. Pulls(PullEffect.Stops)];

    /// <summary>Those of which nothing stops them, and it is not known that nothing will.</summary>
    public IReadOnlyList<JudgedPull> Open => [.. Pulls(PullEffect.Unknown).ExceptBy(Stopped.Select(pull => pull.Use), pull => pull.Use)];

    /// <summary>How many pulls and policies have an answer that is not known.</summary>
    public int Unknowns => Open.Count + Policies.Count(policy => policy.IsUnknown);

    /// <summary>Pulls that nobody looked at count only where the plan changes a policy at all.</summary>
    public IReadOnlyList<(string Cluster, Message What)> LacksThatCount => Policies.Count == 0 ? [] : Lacks;

    /// <summary>Nothing stops, and nothing is left open.</summary>
    public bool IsClear => Stopped.Count == 0 && Unknowns == 0 && LacksThatCount.Count == 0;

    /// <summary>Workloads that would not come back; one that pulls several images counts once as far as workloads are named.</summary>
    public int StoppedWorkloads => Stopped.GroupBy(ClusterOf).Sum(cluster => Math.Max(
        cluster.SelectMany(pull => pull.Use.Workloads).Distinct().Count(), cluster.Max(pull => pull.Use.WorkloadCount)));

    public int StoppedClusters => Stopped.Select(ClusterOf).Distinct().Count();

    /// <summary>The first sentence that people read.</summary>
    public Message Says => Stopped.Count > 0
        ? new Message("deployment.stops", ("workloads", StoppedWorkloads), ("clusters", StoppedClusters))
        : !IsClear ? new Message("deployment.open", ("count", Unknowns + LacksThatCount.Count))
        : Policies.Count == 0 ? new Message("deployment.no-policies")
        : new Message("deployment.clear", ("policies", Policies.Count), ("pulls", Policies.Sum(policy => policy.Pulls.Count)));

    private static (string, (string?, string?)) ClusterOf(JudgedPull pull) => (pull.Use.Cluster, pull.Use.Place);

    private IEnumerable<JudgedPull> Pulls(PullEffect effect) =>
        Policies.SelectMany(policy => policy.Pulls).Where(pull => pull.Effect == effect).DistinctBy(pull => pull.Use);
}
