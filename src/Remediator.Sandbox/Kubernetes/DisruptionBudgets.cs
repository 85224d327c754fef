namespace Remediator.Sandbox.Kubernetes;

/// <summary>
/// Whether PodDisruptionBudgets let a pod be evicted. A pending pod always may be.
/// https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy
/// </summary>
internal static class DisruptionBudgets
{
    /// <exception cref="ApiError">429: a budget does not allow it.</exception>
    public static void Check(ApiObject pod, ObjectStore store)
    {
        if (pod["status.phase"] == "Pending")
            return;
        foreach (var budget in store.List(Kind.PodDisruptionBudget).Where(budget => budget.Namespace == pod.Namespace))
        {
            var labels = budget.At("spec.selector.matchLabels")!.Value.EnumerateObject().ToArray();
            if (!Matches(pod, labels))
                continue;
            var healthy = store.List(Kind.Pod).Count(other =>
                other.Namespace == pod.Namespace && Matches(other, labels) && other.Condition("Ready"));
            var wanted = budget.Number("spec.minAvailable");
            if (healthy > wanted || (!pod.Condition("Ready") && healthy >= wanted && wanted > 0))
                continue;
            throw new ApiError(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.")
            {
                Cause = ("DisruptionBudget",
                    $"The disruption budget {budget.Name} needs {wanted} healthy pods and has {healthy} currently"),
            };
        }
    }

    private static bool Matches(ApiObject pod, JsonProperty[] labels) =>
        labels.All(label => pod.Label(label.Name) == label.Value.GetString());
}
