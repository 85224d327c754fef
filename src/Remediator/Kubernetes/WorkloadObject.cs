using System.Text.Json;

namespace Remediator.Kubernetes;

/// <summary>The fields of a Deployment, StatefulSet, DaemonSet or ReplicaSet that this program uses.</summary>
internal sealed record WorkloadObject
{
    public ObjectMetadata? Metadata { get; init; }
    public RolloutSpec? Spec { get; init; }
    public WorkloadStatus? Status { get; init; }
}

internal sealed record RolloutSpec
{
    public int? Replicas { get; init; }
    public bool Paused { get; init; }
    public LabelSelector? Selector { get; init; }
    public UpdateStrategy? Strategy { get; init; }
    public UpdateStrategy? UpdateStrategy { get; init; }
    public string? PodManagementPolicy { get; init; }
    public RolloutTemplate? Template { get; init; }
}

internal sealed record LabelSelector
{
    public Dictionary<string, string>? MatchLabels { get; init; }
    public List<SelectorTerm>? MatchExpressions { get; init; }
}

internal sealed record SelectorTerm
{
    public required string Key { get; init; }
    public required string Operator { get; init; }
    public List<string>? Values { get; init; }
}

internal sealed record UpdateStrategy
{
    public string? Type { get; init; }
    public RollingUpdate? RollingUpdate { get; init; }
}

/// <summary>A number of pods, or a share of them such as <c>"25%"</c>.</summary>
internal sealed record RollingUpdate
{
    public JsonElement? MaxUnavailable { get; init; }
    public JsonElement? MaxSurge { get; init; }
    public int? Partition { get; init; }
}

internal sealed record RolloutTemplate
{
    public ObjectMetadata? Metadata { get; init; }
    public RolloutPod? Spec { get; init; }
}

internal sealed record RolloutPod
{
    public List<TemplateContainer>? InitContainers { get; init; }
    public List<TemplateContainer>? Containers { get; init; }
    public Dictionary<string, JsonElement>? Overhead { get; init; }
}

internal sealed record TemplateContainer
{
    public ContainerResources? Resources { get; init; }
}

/// <summary>Amounts as Kubernetes writes them, such as <c>500m</c>.</summary>
internal sealed record ContainerResources
{
    public Dictionary<string, string>? Limits { get; init; }
    public Dictionary<string, string>? Requests { get; init; }
}

internal sealed record WorkloadStatus
{
    public List<WorkloadCondition>? Conditions { get; init; }

    /// <summary>Of a DaemonSet.</summary>
    public int? DesiredNumberScheduled { get; init; }
}

internal sealed record WorkloadCondition
{
    public string? Type { get; init; }
    public string? Status { get; init; }
    public string? Reason { get; init; }
    public string? Message { get; init; }
    public DateTimeOffset? LastTransitionTime { get; init; }
}
