using Remediator.Core.Failures;
using Remediator.Core.Network;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Facts;

/// <summary>
/// From what was read to the identity that pulls. Proved is only what the node or EKS itself says; what a pod's author can write is a hint.
/// </summary>
public static class PullerResolution
{
    // the session that the kubelet's credential provider opens:
    // https://github.com/kubernetes/cloud-provider-aws/blob/master/cmd/ecr-credential-provider/main.go
    private const string ProviderSession = "ecr-credential-provider";

    /// <summary>The answer where the pod brings credentials along, or null: then the node's role pulls.</summary>
    public static Fact<Puller>? OfPod(PodCredentials credentials) => credentials switch
    {
        PodCredentials.PullSecrets secrets => Fact.Gap<Puller>(secrets.Why),
        PodCredentials.NodeRuntime => Fact.Gap<Puller>(new Message("no-puller.node-runtime")),
        PodCredentials.ServiceAccountRole account => RoleArn.TryParse(account.Role, out var role)
            ? Fact.Of(new Puller(role, new Message("puller.service-account", ("serviceAccount", account.ServiceAccount)), Proved: false,
                ProviderSession))
            : Fact.Gap<Puller>(new Message("no-puller.not-a-role-arn", ("serviceAccount", account.ServiceAccount), ("role", account.Role))),
        _ => null,
    };

    /// <summary>
    /// The node's role; only inferred where it could not be read whether the pod brings another, or where an event says that what it brings
    /// is missing.
    /// </summary>
    public static Fact<Puller> Unless(PodCredentials credentials, Fact<Puller> ofNode) =>
        credentials.Missing.Count > 0 && ofNode is Fact<Puller>.Known { Value: var instead }
            ? OfRead(credentials, Fact.Of(instead with
            {
                Proved = false,
                How = new Message("puller.secret-missing", ("how", instead.How), ("secrets", string.Join(", ", credentials.Missing))),
            }))
            : OfRead(credentials, ofNode);

    private static Fact<Puller> OfRead(PodCredentials credentials, Fact<Puller> ofNode) =>
        credentials is PodCredentials.Unread { Why: var why } && ofNode is Fact<Puller>.Known { Value: var puller }
            ? Fact.Of(puller with
            {
                Proved = false,
                Doubt = why,
                How = new Message("puller.service-account-unread", ("how", puller.How), ("why", why)),
            })
            : ofNode;

    /// <summary>
    /// EKS's answer for the group. Whose node it is says only its label, so the instance's tags have to agree; unread, they leave a hint.
    /// </summary>
    public static Fact<Puller> OfNodeGroup(Compute.NodeGroup group, Fact<NodeInstance?> instance, string cluster, RoleArn role) =>
        Contradiction(group.InstanceId, instance, cluster, group.Name) is { } why
            ? Fact.Gap<Puller>(why)
            : Fact.Of(OfGroup(group, role) is var puller && group.IsEmpty ? puller : Confirmed(puller, instance));

    /// <summary>The role of the instance profile, for an instance of this cluster.</summary>
    public static Fact<Puller> OfInstance(string id, Fact<NodeInstance?> instance, string cluster, Fact<RoleArn> role) =>
        (instance.Gap ?? Contradiction(id, instance, cluster, null) ?? role.Gap) is { } why
            ? Fact.Gap<Puller>(why)
            : Fact.Of(new Puller(((Fact<RoleArn>.Known)role).Value, How(Found(instance)!), Proved: true, id));

    /// <summary>
    /// The instance profile where it can be read; else the cluster's node role, which is certain for EKS's own NodeClass only.
    /// </summary>
    public static Fact<Puller> OfAutoMode(
        Compute.AutoMode auto, Fact<NodeInstance?> instance, string cluster, Fact<RoleArn?> ofCluster, Fact<RoleArn> ofProfile)
    {
        if (Contradiction(auto.InstanceId, instance, cluster, null) is { } why)
            return Fact.Gap<Puller>(why);
        var own = (ofCluster as Fact<RoleArn?>.Known)?.Value;
        if (ofProfile is Fact<RoleArn>.Known { Value: var role })
            return Fact.Of(new Puller(role, role == own ? new Message("puller.auto-mode") : How(Found(instance)!), Proved: true,
                auto.InstanceId));
        if (ofCluster.Gap is { } gap)
            return Fact.Gap<Puller>(gap);
        return (own, auto.NodeClass) switch
        {
            (null, _) => Fact.Gap<Puller>(new Message("no-puller.auto-mode-off", ("cluster", cluster))),
            ({ } named, Compute.AutoMode.OwnNodeClass) =>
                Fact.Of(Confirmed(new Puller(named, new Message("puller.auto-mode"), Proved: true, auto.InstanceId), instance)),
            ({ } named, _) => Fact.Of(new Puller(
                named, new Message("puller.auto-mode-other-node-class", ("nodeClass", auto.NodeClass)), Proved: false, auto.InstanceId)),
        };
    }

    /// <summary>
    /// The profile that takes the pod. All labels of a pod can be changed after it was scheduled, so they only pick among several: the role
    /// is proved where every profile that takes pods of this namespace has the same.
    /// </summary>
    public static Fact<Puller> OfFargate(Compute.Fargate pod, IReadOnlyList<FargateProfile> profiles)
    {
        var taking = profiles.Where(profile => profile.Takes(pod)).ToArray();
        var named = taking.FirstOrDefault(profile => profile.Name == pod.Profile);
        return (named ?? taking.FirstOrDefault() ?? profiles.FirstOrDefault(profile => profile.Name == pod.Profile)) switch
        {
            null => Fact.Gap<Puller>(new Message("no-puller.no-fargate-profile", ("namespace", pod.Namespace))),
            var profile when taking.Length == 0 => Fact.Of(new Puller(
                profile.Role, new Message("puller.fargate-label", ("profile", profile.Name), ("namespace", pod.Namespace)), Proved: false,
                    null)),
            var profile => Fact.Of(new Puller(
                profile.Role, new Message("puller.fargate-profile", ("profile", profile.Name)),
                    Proved: profiles.Where(other => other.MayTake(pod)).All(other => other.Role == profile.Role), null)),
        };
    }

    /// <summary>
    /// A pod that is still to come, with the profile that takes it; null where none does. EKS may choose among several, unless a label
    /// names one, so all of their names stand for them.
    /// </summary>
    public static Compute.Fargate? OnFargate(Compute.Fargate pod, IReadOnlyList<FargateProfile> profiles)
    {
        string[] taking = [.. profiles.Where(profile => profile.Takes(pod)).Select(profile => profile.Name)];
        return taking.Length == 0 ? null
            : pod with { Profile = taking.Contains(pod.Profile) ? pod.Profile : string.Join(", ", taking.Order(StringComparer.Ordinal)) };
    }

    private static Puller OfGroup(Compute.NodeGroup group, RoleArn role) =>
        new(role, new Message("puller.node-group", ("nodeGroup", group.Name)), Proved: true, group.InstanceId);

    private static Puller Confirmed(Puller puller, Fact<NodeInstance?> instance) => instance.Gap is { } why
        ? puller with { Proved = false, Doubt = why, How = new Message("puller.inferred-from-label", ("how", puller.How), ("why", why)) }
        : puller;

    private static Message How(NodeInstance instance) =>
        new("puller.instance-profile", ("profile", instance.Profile![(instance.Profile!.LastIndexOf('/') + 1)..]),
            ("instance", instance.Id));

    private static Message? Contradiction(string? id, Fact<NodeInstance?> instance, string cluster, string? nodeGroup) => instance switch
    {
        Fact<NodeInstance?>.Known { Value: { } found } => found.Contradicts(cluster, nodeGroup),
        Fact<NodeInstance?>.Known => new Message("no-puller.instance-missing", ("instance", id ?? "")),
        _ => null,
    };

    private static NodeInstance? Found(Fact<NodeInstance?> instance) => instance.ValueOrNull();
}
