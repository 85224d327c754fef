namespace Remediator.Kubernetes;

/// <summary>The fields of a pod that this program uses; the rest of what the API server sends is skipped while it is read.</summary>
public sealed class Pod
{
    public required PodMetadata Metadata { get; init; }

    public required PodSpec Spec { get; init; }

    public PodStatus? Status { get; init; }

    public PodOwner? Controller => Metadata.OwnerReferences?.FirstOrDefault(owner => owner.Controller);

    public bool IsReady => Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;

    /// <summary>
    /// A container runs or is ready, sidecars and running init containers among them. A debug container serves nobody, and an init
    /// container that has ended is called ready.
    /// </summary>
    public bool Serves => IsReady || StatusesOfOwn.Any(status => status.State is not { Waiting: not null } and not { Terminated: not null }
        && (status.Ready || status.Started == true || status.State?.Running is not null));

    /// <summary>Of the containers that the pod was made with.</summary>
    public IEnumerable<PodContainerStatus> StatusesOfOwn => [.. Status?.InitContainerStatuses ?? [], .. Status?.ContainerStatuses ?? []];

    public string? Label(string name) => Metadata.Labels?.GetValueOrDefault(name);
}

public sealed record PodMetadata
{
    public required string Name { get; init; }
    public required string Namespace { get; init; }
    public required string Uid { get; init; }
    public string? ResourceVersion { get; init; }
    public DateTimeOffset? CreationTimestamp { get; init; }
    public DateTimeOffset? DeletionTimestamp { get; init; }
    public Dictionary<string, string>? Labels { get; init; }
    public List<PodOwner>? OwnerReferences { get; init; }
}

public sealed record PodOwner
{
    public required string Kind { get; init; }
    public required string Name { get; init; }
    public string? Uid { get; init; }
    public bool Controller { get; init; }
}

public record PodSpec
{
    public string? NodeName { get; init; }
    public string? ServiceAccountName { get; init; }
    public List<PodSecretName>? ImagePullSecrets { get; init; }
    public List<PodContainer>? InitContainers { get; init; }
    public List<PodContainer>? Containers { get; init; }
    public List<PodContainer>? EphemeralContainers { get; init; }
    public List<PodVolume>? Volumes { get; init; }
}

public sealed record PodVolume
{
    public required string Name { get; init; }
    public PodImageVolume? Image { get; init; }
}

public sealed record PodImageVolume
{
    public string? Reference { get; init; }
    public string? PullPolicy { get; init; }
}

public sealed record PodSecretName
{
    public string? Name { get; init; }
}

public sealed record PodContainer
{
    public required string Name { get; init; }
    public string? Image { get; init; }
    public string? ImagePullPolicy { get; init; }
    public List<PodVolumeMount>? VolumeMounts { get; init; }
}

public sealed record PodVolumeMount
{
    public required string Name { get; init; }
}

public sealed record PodStatus
{
    public string? Phase { get; init; }
    public List<PodCondition>? Conditions { get; init; }
    public List<PodContainerStatus>? InitContainerStatuses { get; init; }
    public List<PodContainerStatus>? ContainerStatuses { get; init; }
    public List<PodContainerStatus>? EphemeralContainerStatuses { get; init; }
}

public sealed record PodCondition
{
    public string? Type { get; init; }
    public string? Status { get; init; }
    public DateTimeOffset? LastTransitionTime { get; init; }
}

public sealed record PodContainerStatus
{
    public required string Name { get; init; }
    public string? Image { get; init; }

    /// <summary>What was pulled: <c>registry/repository@sha256:…</c>, or empty before it was.</summary>
    public string? ImageID { get; init; }
    public bool Ready { get; init; }
    public bool? Started { get; init; }
    public PodContainerState? State { get; init; }
}

public sealed record PodContainerState
{
    public PodWaiting? Waiting { get; init; }
    public PodStateEntered? Running { get; init; }
    public PodStateEntered? Terminated { get; init; }
}

/// <summary>That a container is in this state; its details are not used.</summary>
public sealed record PodStateEntered;

public sealed record PodWaiting
{
    public string? Reason { get; init; }
    public string? Message { get; init; }
}
