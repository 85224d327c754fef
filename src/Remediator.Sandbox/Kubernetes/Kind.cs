namespace Remediator.Sandbox.Kubernetes;

/// <summary>A resource type of the API server.</summary>
internal sealed record Kind(string Group, string Version, string Plural, string Name, bool Namespaced, params string[] ShortNames)
{
    public const string RbacGroup = "rbac.authorization.k8s.io";

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    public static readonly Kind Pod = new("", "v1", "pods", "Pod", true, "po");
    public static readonly Kind Event = new("", "v1", "events", "Event", true, "ev");
    public static readonly Kind Node = new("", "v1", "nodes", "Node", false, "no");
    public static readonly Kind Namespace = new("", "v1", "namespaces", "Namespace", false, "ns");
    public static readonly Kind ServiceAccount = new("", "v1", "serviceaccounts", "ServiceAccount", true, "sa");
    public static readonly Kind Secret = new("", "v1", "secrets", "Secret", true);
    public static readonly Kind Deployment = new("apps", "v1", "deployments", "Deployment", true, "deploy");
    public static readonly Kind ReplicaSet = new("apps", "v1", "replicasets", "ReplicaSet", true, "rs");
    public static readonly Kind StatefulSet = new("apps", "v1", "statefulsets", "StatefulSet", true, "sts");
    public static readonly Kind DaemonSet = new("apps", "v1", "daemonsets", "DaemonSet", true, "ds");

    public static readonly Kind Job = new("batch", "v1", "jobs", "Job", true);
    public static readonly Kind CronJob = new("batch", "v1", "cronjobs", "CronJob", true, "cj");
    public static readonly Kind ResourceQuota = new("", "v1", "resourcequotas", "ResourceQuota", true, "quota");
    public static readonly Kind PodDisruptionBudget = new("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget", true, "pdb");

    public static readonly Kind ClusterRole = new(RbacGroup, "v1", "clusterroles", "ClusterRole", false);
    public static readonly Kind ClusterRoleBinding = new(RbacGroup, "v1", "clusterrolebindings", "ClusterRoleBinding", false);
    public static readonly Kind RoleBinding = new(RbacGroup, "v1", "rolebindings", "RoleBinding", true);

    public static readonly IReadOnlyList<Kind> All = [Pod, Event, Node, Namespace, ServiceAccount, Secret, Deployment, ReplicaSet,
        StatefulSet, DaemonSet, Job, CronJob, ResourceQuota, PodDisruptionBudget, ClusterRole, ClusterRoleBinding, RoleBinding];
}
