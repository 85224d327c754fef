using Remediator.Sandbox.Kubernetes;

namespace Remediator.Sandbox.Kubelet;

/// <summary>
/// The role (by name) that a pod's image is pulled as: that of a pull secret, the ServiceAccount, the Fargate profile, or the node.
/// </summary>
internal static class PullIdentity
{
    public static (string Role, string Session) Of(ApiObject pod, Node? node, Cluster cluster, ObjectStore store)
    {
        foreach (var secret in SecretsOf(pod))
            if (cluster.PullSecrets.TryGetValue(secret, out var owner) && IsForEcr(cluster.RegistryOf(secret)))
                return (owner, "ci");
        var account = store.Find(Kind.ServiceAccount, pod.Namespace, pod["spec.serviceAccountName"] ?? "default");
        if (account?.At("metadata.annotations") is { } annotations
            && annotations.TryGetProperty("eks.amazonaws.com/ecr-role-arn", out var arn))
            return (arn.GetString()!.Split('/')[^1], "ecr-credential-provider");
        return node is null
            ? (cluster.FargateProfiles.Values.First(one => one.Takes(pod.Namespace, key => Scheduler.LabelOf(pod, key))).Role, pod.Name)
            : (node.NodeGroup is { } group ? cluster.NodeGroups[group].Role : node.Role!, node.Instance);
    }

    /// <summary>The kubelet leaves out what a secret holds for other registries.</summary>
    private static bool IsForEcr(string registry) => registry.Contains(".dkr.ecr.", StringComparison.Ordinal);

    /// <summary>Those that the pod names and its namespace does not have: the kubelet pulls without them.</summary>
    public static IEnumerable<string> MissingSecrets(ApiObject pod, Cluster cluster) =>
        SecretsOf(pod).Where(secret => !cluster.PullSecrets.ContainsKey(secret));

    private static IEnumerable<string> SecretsOf(ApiObject pod) =>
        pod.At("spec.imagePullSecrets") is { } secrets
            ? secrets.EnumerateArray().Select(secret => secret.GetProperty("name").GetString()!) : [];
}
