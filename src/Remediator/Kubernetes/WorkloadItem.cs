namespace Remediator.Kubernetes;

/// <summary>The fields of a workload that say what its pods would pull, and where they may run.</summary>
public sealed record WorkloadItem
{
    public required WorkloadMetadata Metadata { get; init; }
    public WorkloadSpec? Spec { get; init; }

    /// <summary>The template of its pods; a CronJob has it in the template of its Jobs.</summary>
    public TemplateItem? Pods => Spec?.Template ?? Spec?.JobTemplate?.Spec?.Template;
}

public sealed record WorkloadMetadata
{
    public required string Name { get; init; }
    public required string Namespace { get; init; }
    public string? Uid { get; init; }
    public DateTimeOffset? DeletionTimestamp { get; init; }
}

public sealed record WorkloadSpec
{
    public TemplateItem? Template { get; init; }
    public JobTemplateItem? JobTemplate { get; init; }
}

public sealed record JobTemplateItem
{
    public JobTemplateSpec? Spec { get; init; }
}

public sealed record JobTemplateSpec
{
    public TemplateItem? Template { get; init; }
}

public sealed record TemplateItem
{
    public TemplateMetadata? Metadata { get; init; }
    public TemplateSpec? Spec { get; init; }
}

public sealed record TemplateMetadata
{
    public Dictionary<string, string>? Labels { get; init; }
}

/// <summary>A pod's spec with what restricts the nodes that it may run on.</summary>
public sealed record TemplateSpec : PodSpec
{
    public Dictionary<string, string>? NodeSelector { get; init; }
    public AffinityItem? Affinity { get; init; }
    public List<TolerationItem>? Tolerations { get; init; }
}

public sealed record AffinityItem
{
    public NodeAffinityItem? NodeAffinity { get; init; }
}

public sealed record NodeAffinityItem
{
    public NodeSelectorItem? RequiredDuringSchedulingIgnoredDuringExecution { get; init; }
}

public sealed record NodeSelectorItem
{
    public List<NodeSelectorTermItem>? NodeSelectorTerms { get; init; }
}

public sealed record NodeSelectorTermItem
{
    public List<NodeRequirementItem>? MatchExpressions { get; init; }
    public List<NodeRequirementItem>? MatchFields { get; init; }
}

public sealed record NodeRequirementItem
{
    public string? Key { get; init; }
    public string? Operator { get; init; }
    public List<string>? Values { get; init; }
}

public sealed record TolerationItem
{
    public string? Key { get; init; }
    public string? Operator { get; init; }
    public string? Value { get; init; }
    public string? Effect { get; init; }
}
