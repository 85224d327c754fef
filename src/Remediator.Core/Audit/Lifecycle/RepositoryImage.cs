namespace Remediator.Core.Audit.Lifecycle;

/// <summary>An image as ECR describes it, with all that the rules of a lifecycle policy look at; <paramref name="Tags"/> may be
/// empty.</summary>
public sealed record RepositoryImage(string Digest, IReadOnlyList<string> Tags, DateTimeOffset PushedAt)
{
    /// <summary>In the standard storage class, where it can be pulled; not archived, nor on its way back from there.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>The last pull that ECR recorded, or null.</summary>
    public DateTimeOffset? PulledAt { get; init; }

    /// <summary>When it was last restored from the archive, or null.</summary>
    public DateTimeOffset? ActivatedAt { get; init; }

    /// <summary>A list of images, one for each platform; null where ECR does not say.</summary>
    public bool? IsIndex { get; init; }

    /// <summary>What the rules order images by: an image that was restored counts as if it was pushed then.</summary>
    public DateTimeOffset Since => ActivatedAt ?? PushedAt;
}
