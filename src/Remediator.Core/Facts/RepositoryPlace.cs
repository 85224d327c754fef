namespace Remediator.Core;

/// <summary>An account and region where a repository of the image's name was looked for.</summary>
public sealed record RepositoryPlace(string Account, string Region)
{
    /// <summary>Where the repository may have been meant to be: the cluster's own account or region; never where the image says it is.</summary>
    public static IReadOnlyList<RepositoryPlace> InsteadOf(ImageReference.Ecr image, Scope scope) =>
    [
        .. new[] { scope.Account, image.Registry.Account }
            .SelectMany(account => new[] { scope.Region, image.Registry.Region }.Select(region => new RepositoryPlace(account, region)))
            .Distinct()
            .Where(place => (place.Account, place.Region) != (image.Registry.Account, image.Registry.Region)),
    ];

    public override string ToString() => $"account {Account}, region {Region}";
}
