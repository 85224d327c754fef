namespace Remediator.Kubernetes;

/// <summary>The fields of a node that say who pulls on it, what it runs, which pods it takes, and how it is.</summary>
public sealed record NodeItem
{
    public required NodeMetadata Metadata { get; init; }
    public NodeSpec? Spec { get; init; }
    public NodeStatus? Status { get; init; }
}

public sealed record NodeMetadata
{
    public required string Name { get; init; }
    public Dictionary<string, string>? Labels { get; init; }
}

public sealed record NodeSpec
{
    public string? ProviderID { get; init; }
    public List<NodeTaint>? Taints { get; init; }
}

public sealed record NodeTaint
{
    public string? Key { get; init; }
    public string? Value { get; init; }
    public string? Effect { get; init; }
}

public sealed record NodeStatus
{
    public NodeInfo? NodeInfo { get; init; }
    public List<PodCondition>? Conditions { get; init; }
}

public sealed record NodeInfo
{
    public string? Architecture { get; init; }
    public string? OperatingSystem { get; init; }
}
