using Remediator.Core.Images;
using Remediator.Core.Network;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Facts;

/// <summary>All that was read about one failure, without any judgement.</summary>
public sealed record PullFacts
{
    public required Fact<ImageInRepository> Image { get; init; }

    public required Fact<Puller> Puller { get; init; }

    /// <summary>The identity policies of the puller's role, attached and inline.</summary>
    public required Fact<IReadOnlyList<PolicyDocument>> IdentityPolicies { get; init; }

    /// <summary>The permissions boundary of the puller's role; a known null is no boundary.</summary>
    public required Fact<PolicyDocument?> Boundary { get; init; }

    /// <summary>The ARN of that boundary; null where there is none, or it is not known.</summary>
    public string? BoundaryArn { get; init; }

    /// <summary>The repository policy; a known null is no policy.</summary>
    public required Fact<PolicyDocument?> RepositoryPolicy { get; init; }

    /// <summary>The policy of the repository's registry; a known null is no policy.</summary>
    public required Fact<PolicyDocument?> RegistryPolicy { get; init; }

    /// <summary>What the registry enforces its policy for; null where nothing in it depends on that.</summary>
    public Fact<RegistryPolicyScope>? RegistryPolicyScope { get; init; }

    /// <summary>Why it is not known what the registry policy says, or whether it is enforced; null where both are known.</summary>
    public Message? RegistryPolicyGap => RegistryPolicy.Gap ?? RegistryPolicyScope?.Gap;

    /// <summary>The part of the image that the text says is missing; null where it names none.</summary>
    public Fact<PartInRepository>? MissedPart { get; init; }

    public required Fact<IReadOnlyDictionary<string, string>> RepositoryTags { get; init; }

    /// <summary>The last change of the repository policy that was heard of; a known null: none was.</summary>
    public Fact<ChangedBy?> PolicyChangedBy { get; init; } = Fact.Of<ChangedBy?>(null);

    /// <summary>When the first of these facts was read.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The role this program runs as, which a patch must not lock out.</summary>
    public required Fact<RoleArn> Self { get; init; }

    /// <summary>The role that this program works as in the registry's account; null: its own.</summary>
    public RoleArn? Spoke { get; init; }

    /// <summary>The network around the node; asked where the text says that the registry was not reached.</summary>
    public Fact<NodeNetwork> Network { get; init; } = Fact.Gap<NodeNetwork>(new Message("gap.network-not-checked"));

    // what follows is asked only when the facts above leave it open; null: there was no need to ask

    /// <summary>The KMS key that the repository is encrypted with; a known null is a key of ECR's own.</summary>
    public Fact<string?>? EncryptionKey { get; init; }

    public Fact<Manifest>? Manifest { get; init; }

    public Fact<NodeState>? Node { get; init; }

    /// <summary>The pull-through cache rules of the image's registry.</summary>
    public Fact<IReadOnlyList<PullThroughRule>>? PullThroughRules { get; init; }

    /// <summary>The templates by which the image's registry creates repositories for its pull-through caches.</summary>
    public Fact<IReadOnlyList<CreationTemplate>>? CreationTemplates { get; init; }

    /// <summary>What last kept ECR from filling the repository, as far as events reported it; a known null: nothing was reported.</summary>
    public Fact<UpstreamFailure?>? Upstream { get; init; }

    /// <summary>The cluster's own accounts and regions in which a repository of this name exists.</summary>
    public Fact<IReadOnlyList<Place>>? Elsewhere { get; init; }

    /// <summary>The policies of the VPC endpoints between the node and the registry.</summary>
    public Fact<IReadOnlyList<EndpointPolicy>>? EndpointPolicies { get; init; }

    /// <summary>Facts of a failure about which AWS was not asked, and why.</summary>
    public static PullFacts NotAsked(Message why, DateTimeOffset asOf) => new()
    {
        AsOf = asOf,
        Image = Fact.Gap<ImageInRepository>(why),
        Puller = Fact.Gap<Puller>(why),
        IdentityPolicies = Fact.Gap<IReadOnlyList<PolicyDocument>>(why),
        Boundary = Fact.Gap<PolicyDocument?>(why),
        RepositoryPolicy = Fact.Gap<PolicyDocument?>(why),
        RegistryPolicy = Fact.Gap<PolicyDocument?>(why),
        RepositoryTags = Fact.Gap<IReadOnlyDictionary<string, string>>(why),
        Self = Fact.Gap<RoleArn>(why),
    };
}

/// <summary>Someone other than this program set or deleted a repository policy, as CloudTrail recorded it.</summary>
/// <param name="Who">The caller's ARN, or the kind of caller where it has none; null where the event says neither.</param>
public sealed record ChangedBy(string? Who, DateTimeOffset At);
