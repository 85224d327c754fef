using System.Globalization;

namespace Remediator.Sandbox.Kubernetes;

/// <summary>The admission of pods under ResourceQuotas, and what is used of them.</summary>
internal sealed class Quotas(ObjectStore store)
{
    private static readonly Dictionary<string, decimal> s_suffixes = new()
    {
        ["m"] = 0.001m,
        ["Ki"] = 1 << 10,
        ["Mi"] = 1 << 20,
        ["Gi"] = 1 << 30,
        ["k"] = 1_000,
        ["M"] = 1_000_000,
        ["G"] = 1_000_000_000,
    };

    /// <summary>Why a pod is forbidden, in the API server's words, or null.</summary>
    public string? Refusal(JsonObject pod)
    {
        var (ns, name) = ((string)pod["metadata"]!["namespace"]!, (string)pod["metadata"]!["name"]!);
        foreach (var quota in store.List(Kind.ResourceQuota).Where(quota => quota.Namespace == ns))
            foreach (var (resource, hard) in HardOf(quota))
                if (Amount(JsonSerializer.SerializeToElement(pod), resource) is var asked && Used(quota, resource) + asked > Parse(hard))
                    return $"pods \"{name}\" is forbidden: exceeded quota: {quota.Name}, requested: {resource}={asked}, "
                        + $"used: {resource}={Used(quota, resource)}, limited: {resource}={hard}";
        return null;
    }

    /// <summary>Writes what is used into the status of each quota.</summary>
    public void Recount(DateTimeOffset now)
    {
        foreach (var quota in store.List(Kind.ResourceQuota))
            store.Edit(quota, now, draft => draft["status"] = new JsonObject
            {
                ["hard"] = draft["spec"]!["hard"]!.DeepClone(),
                ["used"] = new JsonObject(HardOf(quota).Select(limit => KeyValuePair.Create(limit.Resource,
                    (JsonNode?)Used(quota, limit.Resource).ToString(CultureInfo.InvariantCulture)))),
            });
    }

    private static IEnumerable<(string Resource, string Hard)> HardOf(ApiObject quota) =>
        quota.At("spec.hard")!.Value.EnumerateObject().Select(limit => (limit.Name, limit.Value.GetString()!));

    private decimal Used(ApiObject quota, string resource) =>
        store.List(Kind.Pod).Where(pod => pod.Namespace == quota.Namespace).Sum(pod => Amount(pod.Body, resource));

    private static decimal Amount(JsonElement pod, string resource) => resource.Split('.') switch
    {
        ["pods"] or ["count/pods"] => 1,
        [("requests" or "limits") and var kind, var name] =>
            pod.GetProperty("spec").GetProperty("containers").EnumerateArray().Sum(container => Amount(container, kind, name)),
        _ => 0,
    };

    private static decimal Amount(JsonElement container, string kind, string name) =>
        container.TryGetProperty("resources", out var resources) && resources.TryGetProperty(kind, out var amounts)
            && amounts.TryGetProperty(name, out var amount) ? Parse(amount.GetString()!) : 0;

    private static decimal Parse(string quantity)
    {
        var digits = quantity.TrimEnd([.. "mKMGki"]);
        return decimal.Parse(digits, CultureInfo.InvariantCulture) * s_suffixes.GetValueOrDefault(quantity[digits.Length..], 1);
    }
}
