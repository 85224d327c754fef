namespace Remediator.Sandbox.Model;

/// <summary>An ECR repository; account and region are the scenario's unless given.</summary>
public sealed record Repository
{
    public string? Account { get; init; }

    public string? Region { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public JsonElement? Policy { get; init; }

    /// <summary>The lifecycle policy, which the sandbox shows and does not carry out.</summary>
    public JsonElement? Lifecycle { get; init; }

    /// <summary>ARN of the KMS key that encrypts it; null: ECR's own key.</summary>
    public string? KmsKey { get; init; }

    /// <summary>False: the key is disabled; images can be described but not pulled.</summary>
    public bool KeyUsable { get; init; } = true;

    /// <summary>What KMS says of a key that is not usable.</summary>
    public string KeyState { get; init; } = "Disabled";

    public IReadOnlyList<Image> Images { get; init; } = [];
}

/// <summary>An image of a repository; several platforms make it an image index.</summary>
public sealed record Image
{
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Derived from the tags if not given.</summary>
    public string? Digest { get; init; }

    public IReadOnlyList<string> Platforms { get; init; } = ["linux/amd64"];

    /// <summary>Platforms of an index whose image the repository lost.</summary>
    public IReadOnlyList<string> Lacks { get; init; } = [];

    /// <summary>The container exits with an error as soon as it starts.</summary>
    public bool Crashes { get; init; }

    /// <summary>ACTIVE or ARCHIVED.</summary>
    public string Status { get; init; } = "ACTIVE";

    public DateTimeOffset PushedAt { get; init; } = new(2026, 1, 15, 9, 30, 0, TimeSpan.Zero);

    /// <summary>If given, it was pushed so many days before the world began, whenever that is.</summary>
    public double? DaysOld { get; init; }

    public DateTimeOffset? PulledAt { get; init; }

    public DateTimeOffset? ActivatedAt { get; init; }
}

/// <summary>A pull-through cache rule. What is pulled through it runs, but is not kept in a repository.</summary>
public sealed record PullThroughRule(string Prefix, string Upstream, string? Secret)
{
    /// <summary>ARN of the role that pulls from an upstream in ECR.</summary>
    public string? CustomRoleArn { get; init; }

    /// <summary>What the upstream holds, as <c>library/nginx:1.29</c>.</summary>
    public IReadOnlyList<string> Holds { get; init; } = [];

    /// <summary>The upstream refuses the rule's credentials.</summary>
    public bool Refuses { get; init; }

    public bool Covers(string repository) => repository.StartsWith($"{Prefix}/", StringComparison.Ordinal);
}

/// <summary>A repository creation template for pull-through caches.</summary>
public sealed record CreationTemplate(string Prefix, string? CustomRoleArn)
{
    public bool Covers(string repository) => Prefix == "ROOT" || repository.StartsWith($"{Prefix}/", StringComparison.Ordinal);
}
