namespace Remediator.Core.Failures;

/// <summary>
/// What a pod brings along to pull with, instead of its node's role. A pod's author can write all of it, so it is never a proof.
/// </summary>
public abstract record PodCredentials
{
    private PodCredentials() { }

    /// <summary>The pod brings nothing: the node's role pulls.</summary>
    public sealed record None : PodCredentials;

    /// <summary>Image pull secrets hold the token of an identity that nothing outside the secret names.</summary>
    public sealed record PullSecrets(IReadOnlyList<string> Names) : PodCredentials
    {
        /// <summary>Why it is not sure that the kubelet finds them, so that it may pull as the node's role; null where it is.</summary>
        public Message? Doubt { get; init; }

        public Message Why => Doubt is null
            ? new("no-puller.pull-secret", ("secrets", string.Join(", ", Names)))
            : new("no-puller.pull-secret-doubtful", ("secrets", string.Join(", ", Names)), ("why", Doubt));
    }

    /// <summary>
    /// The ServiceAccount asks for a role by <c>eks.amazonaws.com/ecr-role-arn</c>, which the kubelet's ECR credential provider follows
    /// where it is set up to.
    /// https://github.com/kubernetes/cloud-provider-aws/blob/master/cmd/ecr-credential-provider/main.go
    /// </summary>
    public sealed record ServiceAccountRole(string ServiceAccount, string Role) : PodCredentials;

    /// <summary>The ServiceAccount could not be read, so the node's role is only the likely one.</summary>
    public sealed record Unread(Message Why) : PodCredentials;

    /// <summary>
    /// The image is of the pod's sandbox: the node's container runtime pulls it by itself, with neither the pod's credentials nor those
    /// that the kubelet gets.
    /// </summary>
    public sealed record NodeRuntime : PodCredentials;

    /// <summary>Image pull secrets that the pod names and the kubelet did not find: it pulls without them.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    public string GroupKey => Missing.Count == 0 ? OwnKey : $"{OwnKey} without {string.Join(',', Missing)}";

    private string OwnKey => this switch
    {
        PullSecrets { Doubt: null } secrets => $"pull secret {string.Join(',', secrets.Names)}",
        PullSecrets secrets => $"doubtful pull secret {string.Join(',', secrets.Names)}",
        ServiceAccountRole account => $"service account {account.ServiceAccount} {account.Role}",
        Unread => "unread",
        NodeRuntime => "runtime",
        _ => "",
    };
}
