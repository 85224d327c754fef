using System.Text.Json;

namespace Remediator.Sandbox.Model;

/// <summary>The end a scenario should reach: status and cause of the first finding (null: there is none), and whether every pod runs.</summary>
public sealed record Expected(string? Status, string? Cause, bool PodRunning);

/// <summary>An EKS cluster, its compute and what runs on it. Node groups and nodes are keyed by name, workloads by "namespace/name".</summary>
public sealed record Cluster
{
    public string Version { get; init; } = "1.33";

    public string Vpc { get; init; } = "vpc-0a1b2c3d4e5f60718";

    /// <summary>The network of <see cref="Vpc"/>.</summary>
    public Network Network { get; init; } = new();

    /// <summary>The role of EKS Auto Mode's own nodes; null: the cluster does not use it.</summary>
    public string? AutoModeRole { get; init; }

    /// <summary>By "namespace/name"; those that workloads name are there anyway.</summary>
    public IReadOnlyDictionary<string, ServiceAccount> ServiceAccounts { get; init; } = new Dictionary<string, ServiceAccount>();

    /// <summary>Whose ECR token an image pull secret holds: the name of a role by that of the secret.</summary>
    public IReadOnlyDictionary<string, string> PullSecrets { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, NodeGroup> NodeGroups { get; init; } = new Dictionary<string, NodeGroup>();

    public IReadOnlyDictionary<string, Node> Nodes { get; init; } = new Dictionary<string, Node>();

    public IReadOnlyDictionary<string, FargateProfile> FargateProfiles { get; init; } = new Dictionary<string, FargateProfile>();

    public IReadOnlyDictionary<string, Workload> Workloads { get; init; } = new Dictionary<string, Workload>();

    /// <summary>The subnet a node is in; without a node, that of Fargate's pods.</summary>
    public string SubnetOf(Node? node) =>
        node?.Subnet ?? (node?.NodeGroup is { } group ? NodeGroups[group].Subnets[0] : "subnet-0aaa1111bbb22222c");

    /// <summary>The API server shows a certificate of another authority than the one EKS names.</summary>
    public bool Impostor { get; init; }

    /// <summary>The nodes run a containerd that prints why the registry refused (2.3.3 and later).</summary>
    public bool TellsWhy { get; init; }
}

/// <summary>A pull-through cache rule; nothing is ever fetched through it here.</summary>
public sealed record PullThroughRule(string Prefix, string Upstream, string? Secret);

/// <summary>A managed node group; <paramref name="Role"/> is the name of a described role.</summary>
public sealed record NodeGroup(string Role)
{
    public IReadOnlyList<string> Subnets { get; init; } = ["subnet-0aaa1111bbb22222c"];
}

/// <summary>
/// A node: an EC2 instance (<c>i-…</c>), or a hybrid machine (<c>mi-…</c>). Without a node group <see cref="Role"/> is that of its
/// instance profile. Labels, tags included, are as they are given: a node may claim what is not so.
/// </summary>
public sealed record Node(string Instance)
{
    public string? Subnet { get; init; }

    public string? PublicIp { get; init; }

    public string? NodeGroup { get; init; }

    public string? Role { get; init; }

    public string Zone { get; init; } = "us-west-2a";

    public string Architecture { get; init; } = "amd64";

    public bool DiskPressure { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}

/// <summary>A Fargate profile; <paramref name="Role"/> is the name of the described pod execution role.</summary>
public sealed record FargateProfile(string Role, string Namespace);

public sealed record ServiceAccount
{
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> ImagePullSecrets { get; init; } = [];
}

/// <summary>A Deployment, StatefulSet, DaemonSet or Pod with one container.</summary>
public sealed record Workload(string Image)
{
    public string Kind { get; init; } = "Deployment";

    public int Replicas { get; init; } = 1;

    public string ImagePullPolicy { get; init; } = "Always";

    public string ServiceAccount { get; init; } = "default";

    public IReadOnlyList<string> ImagePullSecrets { get; init; } = [];

    /// <summary>Labels of the pods that the selector does not ask for.</summary>
    public IReadOnlyDictionary<string, string> PodLabels { get; init; } = new Dictionary<string, string>();

    public string? Node { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>The rollout of a Deployment is paused.</summary>
    public bool Paused { get; init; }

    /// <summary>The whole text of a pull that fails whatever ECR says (network, disk …), as the runtime words it; null: ECR decides.</summary>
    public string? Fails { get; init; }

    /// <summary>The nodes have the image already and its pods run, as before a policy was changed; only new pulls ask ECR.</summary>
    public bool Cached { get; init; }
}

/// <summary>An IAM role: names of attached managed policies (AWS's, or described under "policies"), inline documents, and a boundary by policy name.</summary>
public sealed record Role
{
    public string Path { get; init; } = "/";

    public IReadOnlyList<string> Attached { get; init; } = [];

    public IReadOnlyDictionary<string, JsonElement> Inline { get; init; } = new Dictionary<string, JsonElement>();

    public string? Boundary { get; init; }
}

/// <summary>An ECR repository; account and region are the scenario's unless given.</summary>
public sealed record Repository
{
    public string? Account { get; init; }

    public string? Region { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public JsonElement? Policy { get; init; }

    /// <summary>ARN of the KMS key it is encrypted with; null: a key of ECR's own.</summary>
    public string? KmsKey { get; init; }

    /// <summary>False: the key is disabled, so the repository describes its images and serves none.</summary>
    public bool KeyUsable { get; init; } = true;

    public IReadOnlyList<Image> Images { get; init; } = [];
}

/// <summary>An image of a repository; several platforms make it an image index.</summary>
public sealed record Image
{
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Made from the tags when not given.</summary>
    public string? Digest { get; init; }

    public IReadOnlyList<string> Platforms { get; init; } = ["linux/amd64"];

    /// <summary>What it starts ends at once with an error, again and again.</summary>
    public bool Crashes { get; init; }

    /// <summary>ACTIVE or ARCHIVED.</summary>
    public string Status { get; init; } = "ACTIVE";

    public DateTimeOffset PushedAt { get; init; } = new(2026, 1, 15, 9, 30, 0, TimeSpan.Zero);
}
