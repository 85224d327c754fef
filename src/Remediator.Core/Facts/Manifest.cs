namespace Remediator.Core.Facts;

/// <summary>What ECR answers when the manifest itself is asked for, as a pull does.</summary>
public abstract record Manifest
{
    private Manifest() { }

    /// <summary>One image; its platform stands in its configuration, which was not read.</summary>
    public sealed record Single : Manifest;

    /// <summary>A list of images, one for each platform.</summary>
    public sealed record Index(IReadOnlyList<Platform> Platforms) : Manifest;

    /// <param name="Code">ECR's failure code: <c>KmsError</c>, <c>ImageNotFound</c>, …; https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageFailure.html</param>
    public sealed record Refused(string Code, string? Reason) : Manifest;
}
