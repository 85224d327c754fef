using k8s.Models;

namespace Remediator.Kubernetes;

/// <summary>The credentials that a pod itself has for a pull: its image pull secrets, or the role that its ServiceAccount names.</summary>
internal static class PodIdentity
{
    private const string RoleAnnotation = "eks.amazonaws.com/ecr-role-arn";

    public static (string Namespace, string Name) ServiceAccountOf(Pod pod) =>
        (pod.Metadata.Namespace, string.IsNullOrEmpty(pod.Spec.ServiceAccountName) ? "default" : pod.Spec.ServiceAccountName);

    /// <param name="missing">The pull secrets that the kubelet did not find, as an event of this pod says.</param>
    public static PodCredentials Of(Pod pod, Fact<V1ServiceAccount> serviceAccount, IReadOnlyCollection<string> missing)
    {
        var account = (serviceAccount as Fact<V1ServiceAccount>.Known)?.Value;
        var own = Names(pod.Spec.ImagePullSecrets?.Select(secret => secret.Name));
        string[] named = [.. own.Union(Names(account?.ImagePullSecrets?.Select(secret => secret.Name)))];
        string[] secrets = [.. named.Except(missing)];
        var (ns, name) = ServiceAccountOf(pod);
        PodCredentials credentials = secrets.Length > 0 ? new PodCredentials.PullSecrets(secrets)
            : serviceAccount.Gap is { } why ? new PodCredentials.Unread(why)
            : account!.Metadata.Annotations is { } annotations && annotations.TryGetValue(RoleAnnotation, out var role)
                ? new PodCredentials.ServiceAccountRole($"{ns}/{name}", role)
                : new PodCredentials.None();
        return credentials with { Missing = [.. named.Intersect(missing)] };
    }

    private static IEnumerable<string> Names(IEnumerable<string?>? given) => (given ?? []).OfType<string>().Where(name => name.Length > 0);
}
