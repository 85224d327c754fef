namespace Remediator.Sandbox.Model;

/// <summary>
/// A Deployment, StatefulSet, DaemonSet, Job or Pod, with one container unless <see cref="Object"/> says more.
/// </summary>
public sealed record Workload(string Image)
{
    public string Kind { get; init; } = "Deployment";

    public int Replicas { get; init; } = 1;

    /// <summary>What a Deployment's first pod is called, for events that name it; null: by chance, as all later ones.</summary>
    public string? FirstPod { get; init; }

    public string ImagePullPolicy { get; init; } = "Always";

    public string ServiceAccount { get; init; } = "default";

    public IReadOnlyList<string> ImagePullSecrets { get; init; } = [];

    /// <summary>Labels of the pods beyond those of the selector.</summary>
    public IReadOnlyDictionary<string, string> PodLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>Image volumes that the container mounts: the image by the volume's name.</summary>
    public IReadOnlyDictionary<string, string> ImageVolumes { get; init; } = new Dictionary<string, string>();

    public string? Node { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>The rollout of a Deployment is paused.</summary>
    public bool Paused { get; init; }

    /// <summary>
    /// The error text of every pull of this image, as the container runtime words it; null: the simulated registry decides.
    /// </summary>
    public string? Fails { get; init; }

    /// <summary>Merged over the object that the other fields make, as a JSON merge patch (RFC 7396).</summary>
    public JsonElement? Object { get; init; }

    /// <summary>The image of a debug container that someone has added to its pods.</summary>
    public string? DebugImage { get; init; }

    /// <summary>Its containers ran before, and were restarted: the kubelet pulls for them once more.</summary>
    public bool Restarted { get; init; }

    /// <summary>The nodes have the image already and its pods run; only later pulls ask ECR.</summary>
    public bool Cached { get; init; }

    /// <summary>What they have is this, whatever the image names now; null: what it names, or something that ECR never had.</summary>
    public string? CachedDigest { get; init; }
}

public sealed record ServiceAccount
{
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> ImagePullSecrets { get; init; } = [];
}
