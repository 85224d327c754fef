namespace Remediator.Sandbox.Model;

/// <summary>
/// An EKS cluster, its compute and its workloads. Node groups and nodes are keyed by name, workloads by "namespace/name".
/// </summary>
public sealed record Cluster
{
    public string Version { get; init; } = "1.33";

    public string Vpc { get; init; } = "vpc-0a1b2c3d4e5f60718";

    /// <summary>The network of <see cref="Vpc"/>.</summary>
    public Network Network { get; init; } = new();

    /// <summary>The role of EKS Auto Mode's own nodes; null: the cluster does not use it.</summary>
    public string? AutoModeRole { get; init; }

    /// <summary>By "namespace/name"; those that workloads refer to need not be listed.</summary>
    public IReadOnlyDictionary<string, ServiceAccount> ServiceAccounts { get; init; } = new Dictionary<string, ServiceAccount>();

    /// <summary>Image pull secrets by name, with the name of the role whose ECR token the secret holds.</summary>
    public IReadOnlyDictionary<string, string> PullSecrets { get; init; } = new Dictionary<string, string>();

    /// <summary>How many hours ago a pull secret was set, by its name; one hour if not given.</summary>
    public IReadOnlyDictionary<string, double> PullSecretHours { get; init; } = new Dictionary<string, double>();

    /// <summary>The registry that a pull secret is for, by its name; any of ECR if not given.</summary>
    public IReadOnlyDictionary<string, string> PullSecretRegistries { get; init; } = new Dictionary<string, string>();

    public string RegistryOf(string pullSecret) => PullSecretRegistries.GetValueOrDefault(pullSecret, "*.dkr.ecr.*.amazonaws.com");

    public IReadOnlyDictionary<string, NodeGroup> NodeGroups { get; init; } = new Dictionary<string, NodeGroup>();

    public IReadOnlyDictionary<string, Node> Nodes { get; init; } = new Dictionary<string, Node>();

    public IReadOnlyDictionary<string, FargateProfile> FargateProfiles { get; init; } = new Dictionary<string, FargateProfile>();

    /// <summary>What each ResourceQuota allows, by "namespace/name" and resource.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Quotas { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>PodDisruptionBudgets, by "namespace/name".</summary>
    public IReadOnlyDictionary<string, DisruptionBudget> DisruptionBudgets { get; init; } = new Dictionary<string, DisruptionBudget>();

    /// <summary>
    /// ClusterRoles that are bound to the group of the function, by name, beside those that let it read, restart and evict.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Right>> MoreRights { get; init; } = new Dictionary<string, IReadOnlyList<Right>>();

    public IReadOnlyDictionary<string, Workload> Workloads { get; init; } = new Dictionary<string, Workload>();

    /// <summary>The subnet a node is in; without a node, that of Fargate's pods.</summary>
    public string SubnetOf(Node? node) =>
        node?.Subnet ?? (node?.NodeGroup is { } group ? NodeGroups[group].Subnets[0] : "subnet-0aaa1111bbb22222c");

    /// <summary>The API server presents a certificate of another authority than the one that EKS names.</summary>
    public bool UntrustedCertificate { get; init; }

    /// <summary>The nodes run containerd 2.3.3 or later, which prints the registry's error message.</summary>
    public bool ShowsRegistryMessage { get; init; }
}

/// <summary>A rule of a ClusterRole.</summary>
public sealed record Right(IReadOnlyList<string> ApiGroups, IReadOnlyList<string> Resources, IReadOnlyList<string> Verbs);

/// <summary>So many pods with these labels have to be ready.</summary>
public sealed record DisruptionBudget(int MinAvailable, IReadOnlyDictionary<string, string> Labels);

/// <summary>A managed node group; <paramref name="Role"/> is the name of a role of the scenario.</summary>
public sealed record NodeGroup(string Role)
{
    public IReadOnlyList<string> Subnets { get; init; } = ["subnet-0aaa1111bbb22222c"];

    public string AmiType { get; init; } = "AL2023_x86_64_STANDARD";

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Keys of taints that no pod is scheduled against.</summary>
    public IReadOnlyList<string> Taints { get; init; } = [];
}

/// <summary>
/// A node: an EC2 instance (<c>i-…</c>), or a hybrid machine (<c>mi-…</c>). Without a node group <see cref="Role"/> is that of its
/// instance profile. Labels and tags are taken as they are, true or not.
/// </summary>
public sealed record Node(string Instance)
{
    /// <summary>The private address that EC2 writes into a node's name: ip-10-42-108-71.… is 10.42.108.71.</summary>
    public static string AddressOf(string name) =>
        name.Split('.')[0].Split('-') is ["ip", .. { Length: 4 } parts] ? string.Join('.', parts) : "10.42.0.10";

    public string? Subnet { get; init; }

    public string? PublicIp { get; init; }

    public string? NodeGroup { get; init; }

    public string? Role { get; init; }

    public string Zone { get; init; } = "us-west-2a";

    public string Architecture { get; init; } = "amd64";

    public bool DiskPressure { get; init; }

    /// <summary>
    /// Why the node's runtime cannot create a sandbox, as it words it: it lacks the pause image. Null: it has it.
    /// </summary>
    public string? SandboxFails { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}

/// <summary>A Fargate profile; <paramref name="Role"/> is the name of the pod execution role.</summary>
public sealed record FargateProfile(string Role, string Namespace)
{
    /// <summary>Those that a pod has to have.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public bool Takes(string ns, Func<string, string?> label) => ns == Namespace && Labels.All(wanted => label(wanted.Key) == wanted.Value);
}
