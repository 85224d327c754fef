using Remediator.Core.Failures;

namespace Remediator.Core.Images;

/// <summary>An account and a region of it: where something is asked for.</summary>
public sealed record Place(string Account, string Region)
{
    /// <summary>Where a repository of the image's name may have been meant to be: the cluster's own account or region; never where the image says it is.</summary>
    public static IReadOnlyList<Place> InsteadOf(ImageReference.Ecr image, Scope scope) =>
    [
        .. new[] { scope.Account, image.Registry.Account }
            .SelectMany(account => new[] { scope.Region, image.Registry.Region }.Select(region => new Place(account, region)))
            .Distinct()
            .Where(place => place != image.Registry.Place),
    ];

    public override string ToString() => $"account {Account}, region {Region}";
}
