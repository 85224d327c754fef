namespace Remediator.Core.Facts;

/// <summary>What ECR says of the image that was asked for.</summary>
public abstract record ImageInRepository
{
    private ImageInRepository() { }

    public sealed record Present : ImageInRepository
    {
        /// <summary>What the tag stands for now; null where ECR did not say.</summary>
        public string? Digest { get; init; }

        /// <summary>It is a list of images, one for each platform; null where ECR did not say.</summary>
        public bool? IsIndex { get; init; }
    }

    /// <summary>The repository keeps it, but serves it to nobody.</summary>
    public sealed record Archived : ImageInRepository;

    /// <param name="Held">Images that the repository holds instead, as far as they were listed.</param>
    public sealed record Missing(Fact<IReadOnlyList<HeldImage>> Held) : ImageInRepository;

    public sealed record RepositoryMissing : ImageInRepository;
}

/// <summary>What ECR says of a part of an image, which was asked for by its digest.</summary>
public enum PartInRepository
{
    Present,

    /// <summary>Kept, and served to nobody.</summary>
    Archived,
    Missing,
}

/// <summary>An image that a repository serves; <paramref name="Tags"/> may be empty.</summary>
public sealed record HeldImage(IReadOnlyList<string> Tags, string Digest, DateTimeOffset PushedAt);

/// <summary>What ECR answers when the manifest itself is asked for, as a pull does.</summary>
public abstract record Manifest
{
    private Manifest() { }

    /// <summary>One image; its platform stands in its configuration, which was not read.</summary>
    public sealed record Single : Manifest;

    /// <summary>A list of images, one for each platform.</summary>
    public sealed record Index(IReadOnlyList<Platform> Platforms) : Manifest;

    /// <param name="Code">ECR's failure code: <c>KmsError</c>, <c>ImageNotFound</c>, …;
    /// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageFailure.html</param>
    public sealed record Refused(string Code, string? Reason) : Manifest;
}
