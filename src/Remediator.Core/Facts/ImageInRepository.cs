namespace Remediator.Core.Facts;

/// <summary>What ECR says of the image that was asked for.</summary>
public abstract record ImageInRepository
{
    private ImageInRepository() { }

    public sealed record Present : ImageInRepository;

    /// <summary>The repository keeps it, but serves it to nobody.</summary>
    public sealed record Archived : ImageInRepository;

    /// <param name="Held">Images that the repository holds instead, as far as they were listed; null where they could not be.</param>
    public sealed record Missing(IReadOnlyList<HeldImage>? Held) : ImageInRepository;

    public sealed record RepositoryMissing : ImageInRepository;
}

/// <summary>An image that a repository serves; <paramref name="Tags"/> may be empty.</summary>
public sealed record HeldImage(IReadOnlyList<string> Tags, string Digest, DateTimeOffset PushedAt);
