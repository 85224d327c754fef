namespace Remediator.Core.Plans;

/// <summary>A ResourceQuota of a namespace: what it allows, and what is taken of it.</summary>
public sealed record Quota(string Name, IReadOnlyDictionary<string, decimal> Hard, IReadOnlyDictionary<string, decimal> Used);

/// <summary>Whether the quotas of a namespace let a pod in beside those that are there.</summary>
public abstract record QuotaRoom
{
    /// <summary>A rollout makes one, whatever its pods need.</summary>
    private const string ReplicaSets = "count/replicasets.apps";

    private static readonly string[] s_ofPods = ["pods", "count/pods", "cpu", "memory", "ephemeral-storage"];

    private QuotaRoom() { }

    public sealed record ForOneMore : QuotaRoom;

    /// <summary>Only for a pod in the place of another; also where it is not known what a pod takes.</summary>
    public sealed record InPlaceOnly(string Quota, string Resource) : QuotaRoom;

    /// <summary>More is taken than is allowed, so that a pod that goes would not come back.</summary>
    public sealed record Exceeded(string Quota, string Resource) : QuotaRoom;

    /// <param name="needs">What a pod takes; quotas on what is not in it count as full.</param>
    public static QuotaRoom Of(IEnumerable<Quota> quotas, IReadOnlyDictionary<string, decimal> needs)
    {
        var limits = quotas.SelectMany(quota => quota.Hard.Select(limit =>
            (quota.Name, Resource: limit.Key, Free: limit.Value - quota.Used.GetValueOrDefault(limit.Key)))).ToArray();
        var exceeded = limits.Where(limit => IsOfPods(limit.Resource) && limit.Free < 0)
            .Select(limit => new Exceeded(limit.Name, limit.Resource)).FirstOrDefault();
        var full = limits.Where(limit => IsOfPods(limit.Resource) ? limit.Free < Need(limit.Resource)
                : limit is { Resource: ReplicaSets, Free: < 1 })
            .Select(limit => new InPlaceOnly(limit.Name, limit.Resource)).FirstOrDefault();
        return exceeded ?? (QuotaRoom?)full ?? new ForOneMore();

        decimal Need(string resource) => resource is "pods" or "count/pods" ? 1
            : needs.TryGetValue(resource, out var need) ? need : decimal.MaxValue;
    }

    /// <summary>https://kubernetes.io/docs/concepts/policy/resource-quotas/</summary>
    private static bool IsOfPods(string resource) => s_ofPods.Contains(resource)
        || resource.StartsWith("limits.", StringComparison.Ordinal)
        || resource.StartsWith("hugepages-", StringComparison.Ordinal)
        || (resource.StartsWith("requests.", StringComparison.Ordinal) && resource != "requests.storage");
}
