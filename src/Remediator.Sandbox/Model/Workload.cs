namespace Remediator.Sandbox.Model;

/// <summary>A Deployment, StatefulSet, DaemonSet or Pod with one container.</summary>
public sealed record Workload(string Image)
{
    public string Kind { get; init; } = "Deployment";

    public int Replicas { get; init; } = 1;

    public string ImagePullPolicy { get; init; } = "Always";

    public string ServiceAccount { get; init; } = "default";

    public IReadOnlyList<string> ImagePullSecrets { get; init; } = [];

    /// <summary>Labels of the pods beyond those of the selector.</summary>
    public IReadOnlyDictionary<string, string> PodLabels { get; init; } = new Dictionary<string, string>();

    public string? Node { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>The rollout of a Deployment is paused.</summary>
    public bool Paused { get; init; }

    /// <summary>
    /// The error text of every pull of this image, as the container runtime words it; null: the simulated registry decides.
    /// </summary>
    public string? Fails { get; init; }

    /// <summary>The nodes have the image already and its pods run; only later pulls ask ECR.</summary>
    public bool Cached { get; init; }
}

public sealed record ServiceAccount
{
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> ImagePullSecrets { get; init; } = [];
}
