namespace Remediator.Core.Images;

/// <summary>Where images come from: one repository, or with no name all repositories of a registry in a region.</summary>
public sealed record ImageSource(string Account, string Region, string? Repository)
{
    public static ImageSource Of(EcrRepository repository) => new(repository.Account, repository.Region, repository.Name);

    public bool Holds(ImageReference image) =>
        image is ImageReference.Ecr ecr && ecr.Registry.Account == Account && ecr.Registry.Region == Region
            && (Repository is null || ecr.Repository == Repository);
}
