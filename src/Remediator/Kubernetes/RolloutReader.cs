using System.Globalization;
using System.Text.Json;
using k8s.Models;
using Remediator.Core.Plans;

namespace Remediator.Kubernetes;

/// <summary>What a restart must know of a Deployment, StatefulSet or DaemonSet, from the object.</summary>
internal static class RolloutReader
{
    /// <summary>
    /// The labels and annotations that these tools set on what they apply:
    /// https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/, https://fluxcd.io/flux/components/kustomize/kustomizations/
    /// </summary>
    private static readonly (string Prefix, string Tool)[] s_marks =
    [
        ("argocd.argoproj.io/", "Argo CD"),
        ("kustomize.toolkit.fluxcd.io/", "Flux"),
        ("helm.toolkit.fluxcd.io/", "Flux"),
    ];

    public static Rollout Of(Workload workload, WorkloadObject found)
    {
        var (rollout, spec) = (Of(found), found.Spec);
        return workload.Kind switch
        {
            "Deployment" => rollout with
            {
                IsPaused = spec?.Paused == true,
                // Recreate takes all old pods away first
                NeedsRoom = spec?.Strategy?.Type != "Recreate" && !MayBeUnavailable(spec?.Strategy?.RollingUpdate, spec?.Replicas ?? 1),
            },
            "StatefulSet" => rollout with
            {
                IsOnDelete = spec?.UpdateStrategy?.Type == "OnDelete",
                IsOrdered = spec?.PodManagementPolicy != "Parallel",
                Partition = spec?.UpdateStrategy?.RollingUpdate?.Partition ?? 0,
            },
            _ => rollout with { IsOnDelete = spec?.UpdateStrategy?.Type == "OnDelete" },
        };
    }

    private static Rollout Of(WorkloadObject found)
    {
        string[] keys = [.. (found.Metadata?.Labels ?? []).Keys, .. (found.Metadata?.Annotations ?? []).Keys];
        return new()
        {
            Source = s_marks.FirstOrDefault(mark => keys.Any(key => key.StartsWith(mark.Prefix, StringComparison.Ordinal))).Tool,
            Needs = NeedsOf(found.Spec?.Template?.Spec),
        };
    }

    /// <summary>
    /// A share of unavailable pods is rounded down, and one of pods beyond rounded up; where both come to nothing, one may be unavailable.
    /// https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment
    /// </summary>
    private static bool MayBeUnavailable(RollingUpdate? rolling, int replicas) =>
        Share(rolling?.MaxUnavailable, replicas, Math.Floor) > 0 || Share(rolling?.MaxSurge, replicas, Math.Ceiling) == 0;

    private static decimal Share(JsonElement? given, int replicas, Func<decimal, decimal> rounded)
    {
        var text = given?.ToString() ?? "25%";
        return decimal.TryParse(text.TrimEnd('%'), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? text.EndsWith('%') ? rounded(number * replicas / 100) : number
            : 0;
    }

    /// <summary>
    /// The sum over all containers, init containers too: never less than what a quota counts. What one of them does not state may be set by
    /// a LimitRange, so it is not known.
    /// </summary>
    private static Dictionary<string, decimal> NeedsOf(RolloutPod? spec)
    {
        TemplateContainer[] containers = [.. spec?.InitContainers ?? [], .. spec?.Containers ?? []];
        var stated = containers.Select(StatedBy).ToArray();
        var needs = stated.SelectMany(one => one.Keys).Distinct().Where(name => stated.All(one => one.ContainsKey(name)))
            .ToDictionary(name => name, name => stated.Sum(one => one[name]));
        foreach (var bare in new[] { "cpu", "memory", "ephemeral-storage" })
            if (needs.TryGetValue($"requests.{bare}", out var amount))
                needs[bare] = amount;
        return spec?.Overhead is { Count: > 0 } ? [] : needs;
    }

    private static Dictionary<string, decimal> StatedBy(TemplateContainer container)
    {
        var stated = new Dictionary<string, decimal>();
        // a request that is not stated is the limit
        foreach (var (name, amount) in container.Resources?.Limits ?? [])
            stated[$"limits.{name}"] = stated[$"requests.{name}"] = new ResourceQuantity(amount);
        foreach (var (name, amount) in container.Resources?.Requests ?? [])
            stated[$"requests.{name}"] = new ResourceQuantity(amount);
        return stated;
    }
}
