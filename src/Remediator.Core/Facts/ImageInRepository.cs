namespace Remediator.Core;

/// <summary>What ECR says of the image that was asked for.</summary>
public enum ImageInRepository
{
    Present,
    Archived,
    Missing,
    RepositoryMissing,
}
