using Remediator.Core.Policies;

namespace Remediator.Core;

/// <summary>All that was read about one failure. Nothing in it is judged.</summary>
public sealed record Facts
{
    public required Fact<ImageInRepository> Image { get; init; }

    public required Fact<Puller> Puller { get; init; }

    /// <summary>The identity policies of the puller's role, attached and inline.</summary>
    public required Fact<IReadOnlyList<PolicyDocument>> IdentityPolicies { get; init; }

    /// <summary>The permissions boundary of the puller's role; a known null is no boundary.</summary>
    public required Fact<PolicyDocument?> Boundary { get; init; }

    /// <summary>The repository policy; a known null is no policy.</summary>
    public required Fact<PolicyDocument?> RepositoryPolicy { get; init; }

    public required Fact<IReadOnlyDictionary<string, string>> RepositoryTags { get; init; }

    /// <summary>The role this program runs as, which a patch must not lock out.</summary>
    public required Fact<RoleArn> Self { get; init; }

    /// <summary>The network around the node; asked where the text says that the registry was not reached.</summary>
    public Fact<NodeNetwork> Network { get; init; } = Fact.Gap<NodeNetwork>("not asked, the text does not speak of the network");

    /// <summary>Facts of a failure about which AWS was not asked, and why.</summary>
    public static Facts NotAsked(string why) => new()
    {
        Image = Fact.Gap<ImageInRepository>(why),
        Puller = Fact.Gap<Puller>(why),
        IdentityPolicies = Fact.Gap<IReadOnlyList<PolicyDocument>>(why),
        Boundary = Fact.Gap<PolicyDocument?>(why),
        RepositoryPolicy = Fact.Gap<PolicyDocument?>(why),
        RepositoryTags = Fact.Gap<IReadOnlyDictionary<string, string>>(why),
        Self = Fact.Gap<RoleArn>(why),
    };
}
