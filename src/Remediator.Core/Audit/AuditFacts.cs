using Remediator.Core.Audit.Lifecycle;
using Remediator.Core.Facts;

namespace Remediator.Core.Audit;

/// <summary>All that was read about the next pull of one image by one identity, without any judgement.</summary>
/// <param name="Pull">The manifest is never among it: asking for it would count as a pull.</param>
public sealed record AuditFacts(PullFacts Pull)
{
    /// <summary>The image that the reference names now; null where there is none.</summary>
    public RepositoryImage? Image { get; init; }

    /// <summary>The state of the repository's KMS key; null where it is a key of ECR's own, or there is no image.</summary>
    public Fact<KeyState>? Key { get; init; }

    /// <summary>The repository's lifecycle policy; a known null is no policy.</summary>
    public required Fact<LifecyclePolicy?> Lifecycle { get; init; }

    /// <summary>What the lifecycle policy does to the image; a known null: nothing.</summary>
    public required Fact<Expiry?> Expiry { get; init; }

    /// <summary>The digests that the repository still holds of those that run; null where they were not looked for.</summary>
    public IReadOnlyList<string>? Kept { get; init; }
}
