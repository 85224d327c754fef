using Remediator.Core.Images;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Deployments;

/// <summary>What a planned policy is of: one repository, or the registry of an account and region.</summary>
/// <param name="Account">Null where the plan does not say: then it is taken for that of each pull.</param>
/// <param name="Region">The same.</param>
/// <param name="Repository">Null for a registry, and where its name is known only after the apply.</param>
public sealed record PlannedTarget(bool IsRegistry, string? Account, string? Region, string? Repository)
{
    /// <summary>It has a name, or needs none.</summary>
    public bool IsKnown => IsRegistry || Repository is not null;

    public bool Holds(ImageReference.Ecr image) => (Account is null || Account == image.Registry.Account)
        && (Region is null || Region == image.Registry.Region)
        && (IsRegistry || Repository == image.Repository);

    public override string ToString() =>
        string.Join('/', new[] { Account, Region, Repository }.OfType<string>()) is { Length: > 0 } named ? named : "?";
}

/// <summary>A repository or registry policy as infrastructure code is about to change it.</summary>
/// <param name="Address">Where it stands in the code: a Terraform address, or a logical id.</param>
/// <param name="Before">A known null: there is none. A gap where the plan does not say.</param>
/// <param name="After">A known null: there will be none. A gap where it is known only after the apply, never "allowed".</param>
public sealed record PlannedPolicy(string Address, PlannedTarget Target, Fact<PolicyDocument?> Before, Fact<PolicyDocument?> After)
{
    /// <summary>
    /// Why the repository's images go: it is deleted, or made anew. A known null: they stay. A gap where the plan does not say.
    /// </summary>
    public Fact<Message?> Loss { get; init; } = Fact.Of<Message?>(null);

    /// <summary>Why not even what it is of is known, where that is more than a name that is made by the apply.</summary>
    public Message? Hidden { get; init; }

    /// <summary>The images are gone once it is applied, whatever the policy says.</summary>
    internal bool LosesImages => Loss.ValueOrNull() is not null;

    /// <summary>A change of something that is not in the plan, so that every pull may be concerned.</summary>
    internal static PlannedPolicy OfHidden(string address, Message why) => new(address, new(false, null, null, null),
        Fact.Gap<PolicyDocument?>(why), Fact.Gap<PolicyDocument?>(why))
    { Hidden = why };

    /// <summary>A policy as a plan gives it: its text, or an object.</summary>
    internal static Fact<PolicyDocument?> Read(JsonNode? policy)
    {
        if (policy is null)
            return Fact.Of<PolicyDocument?>(null);
        try
        {
            var text = policy is JsonValue value && value.TryGetValue(out string? given) ? given : JsonText.Compact(policy);
            return Fact.Of<PolicyDocument?>(text.Length == 0 ? null : PolicyDocument.Parse(text));
        }
        catch (UnreadableException bad)
        {
            return Fact.Gap<PolicyDocument?>(new Message("deployment.not-a-policy", ("why", bad.Why)));
        }
    }
}
