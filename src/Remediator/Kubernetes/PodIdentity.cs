namespace Remediator.Kubernetes;

/// <summary>The credentials that a pod itself has for a pull: its image pull secrets, or the role that its ServiceAccount names.</summary>
internal static class PodIdentity
{
    private const string RoleAnnotation = "eks.amazonaws.com/ecr-role-arn";

    public static (string Namespace, string Name) ServiceAccountOf(Pod pod) => ServiceAccountOf(pod.Metadata.Namespace, pod.Spec);

    public static (string Namespace, string Name) ServiceAccountOf(string ns, PodSpec spec) =>
        (ns, string.IsNullOrEmpty(spec.ServiceAccountName) ? "default" : spec.ServiceAccountName);

    /// <summary>
    /// The kubelet reads the pod's own pull secrets only. Those of its ServiceAccount are copied into a pod that is made without any, so a
    /// secret that was added to the account later is not the pod's.
    /// https://kubernetes.io/docs/concepts/containers/images/#specifying-imagepullsecrets-on-a-pod
    /// </summary>
    /// <param name="missing">The pull secrets that the kubelet did not find, as an event of this pod says.</param>
    /// <param name="doubt">Why it is not known whether it finds them; null where it is.</param>
    public static PodCredentials Of(
        Pod pod, Fact<ServiceAccount> serviceAccount, IReadOnlyCollection<string> missing, Message? doubt) =>
        Of(ServiceAccountOf(pod), SecretsOf(pod.Spec), serviceAccount, missing, doubt);

    /// <summary>The pull secrets that the spec itself names.</summary>
    public static IReadOnlyList<string> SecretsOf(PodSpec spec) => NamesOf(spec.ImagePullSecrets?.Select(secret => secret.Name));

    /// <summary>Those that a pod made of such a spec now would have: its own, or else its ServiceAccount's.</summary>
    public static IReadOnlyList<string> SecretsOfNext(IReadOnlyList<string> own, Fact<ServiceAccount> serviceAccount) => own.Count > 0
        ? own
        : NamesOf(serviceAccount.ValueOrNull()?.ImagePullSecrets?.Select(secret => secret.Name));

    /// <inheritdoc cref="Of(Pod, Fact{ServiceAccount}, IReadOnlyCollection{string}, Message)"/>
    /// <param name="named">The pod's ServiceAccount.</param>
    /// <param name="own">The pull secrets that its spec names.</param>
    public static PodCredentials Of((string Namespace, string Name) named, IReadOnlyList<string> own, Fact<ServiceAccount> serviceAccount,
        IReadOnlyCollection<string> missing, Message? doubt = null)
    {
        var account = serviceAccount.ValueOrNull();
        string[] secrets = [.. own.Except(missing)];
        PodCredentials credentials = secrets.Length > 0 ? new PodCredentials.PullSecrets(secrets) { Doubt = doubt }
            : serviceAccount.Gap is { } why ? new PodCredentials.Unread(why)
            : account!.Metadata?.Annotations is { } annotations && annotations.TryGetValue(RoleAnnotation, out var role)
                ? new PodCredentials.ServiceAccountRole($"{named.Namespace}/{named.Name}", role)
                : new PodCredentials.None();
        return credentials with { Missing = [.. own.Intersect(missing)] };
    }

    private static string[] NamesOf(IEnumerable<string?>? given) => [.. (given ?? []).OfType<string>().Where(name => name.Length > 0)];
}
