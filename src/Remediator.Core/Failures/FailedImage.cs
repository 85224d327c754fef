using Remediator.Core.Images;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Failures;

/// <summary>An image that a pod's spec names: of a container, or of an image volume that it mounts.</summary>
/// <param name="Volume">Null for the container's own image.</param>
public sealed record SpecifiedImage(ContainerKind Kind, string Container, string Image, string? Volume = null)
{
    /// <summary>By its pull policy (<c>Never</c>) no node pulls it.</summary>
    public bool IsNeverPulled { get; init; }
}

/// <summary>
/// The image that a failed pull is about. A container's status also shows the errors of the image volumes that it mounts, so the image
/// that the text prints is the one that failed, and the spec says what it is for.
/// </summary>
/// <param name="For">What the pod has the image for; what waits, where the pod does not name it.</param>
/// <param name="Unreconciled">Why text and spec do not agree about the repository; null where they do.</param>
public sealed record FailedImage(ImageReference Image, SpecifiedImage For, Message? Unreconciled)
{
    /// <param name="waiting">The own image of the container that waits.</param>
    /// <param name="specified">All that its pod names.</param>
    /// <param name="text">The waiting message or event.</param>
    public static FailedImage Of(SpecifiedImage waiting, IReadOnlyList<SpecifiedImage> specified, string text)
    {
        var read = PullText.Read(text);
        var named = read.Image is { } printed ? OfPrinted(waiting, specified, printed) : OfUnprinted(waiting, specified, text);
        return read.Deciding.EcrMirror is { } mirror ? AskedOf(mirror, named) : named;
    }

    /// <summary>What another ECR registry answered in the place of the image's own says nothing about the image's own.</summary>
    private static FailedImage AskedOf(string mirror, FailedImage named)
    {
        var name = RepositoryName.Of(named.Image.Text);
        var asked = mirror + (name?.Digest is { } digest ? $"@{digest}" : name?.Tag is { } tag ? $":{tag}" : "");
        return named with
        {
            Image = ImageReference.Parse(asked),
            Unreconciled = new Message("image.mirrored", ("printed", asked), ("image", named.Image.Text)),
        };
    }

    /// <summary>Without image volumes it can only be the container's own; with them, the one whose repository the text speaks of.</summary>
    private static FailedImage OfUnprinted(SpecifiedImage waiting, IReadOnlyList<SpecifiedImage> specified, string text)
    {
        SpecifiedImage[] mounted = [.. specified.Where(one => one.Container == waiting.Container && one.Volume is not null)];
        var spoken = mounted.Prepend(waiting).Where(one => RepositoryName.Of(one.Image)?.IsIn(text) == true)
            .DistinctBy(one => RepositoryName.Of(one.Image)!.Path).ToArray();
        return (mounted, spoken) switch
        {
            ([], _) => new(ImageReference.Parse(waiting.Image), waiting, null),
            (_, [var only]) => new(ImageReference.Parse(only.Image), only, null),
            _ => new(ImageReference.Parse(waiting.Image), waiting, new Message("image.not-printed", ("container", waiting.Container),
                ("images", string.Join(", ", mounted.Prepend(waiting).Select(one => one.Image).Distinct())))),
        };
    }

    private static FailedImage OfPrinted(SpecifiedImage waiting, IReadOnlyList<SpecifiedImage> specified, string printed)
    {
        if (printed == waiting.Image)
            return new(ImageReference.Parse(waiting.Image), waiting, null);
        if (RepositoryName.Of(printed) is not { } failed)
            return new(ImageReference.Parse(waiting.Image), waiting, Unnamed(printed, waiting));
        SpecifiedImage[] inOrder = [waiting, .. specified.Where(one => one != waiting).OrderBy(one => one.Container != waiting.Container)];
        SpecifiedImage? First(Func<RepositoryName, bool> fits) =>
            inOrder.FirstOrDefault(one => RepositoryName.Of(one.Image) is { } name && fits(name));

        if ((First(failed.IsSameImage) ?? First(failed.IsMasked)) is { } same)
            return new(ImageReference.Parse(same.Image), same, null);
        // a digest alone is what the tag was resolved to
        if (First(failed.IsSameRepository) is { } repository)
            return new(ImageReference.Parse(failed.Tag is null ? repository.Image : printed), repository, null);
        return First(failed.IsMirror) is { } mirrored
            ? new(ImageReference.Parse(printed), mirrored, new Message("image.mirrored", ("printed", printed), ("image", mirrored.Image)))
            : new(ImageReference.Parse(printed), waiting, Unnamed(printed, waiting));
    }

    private static Message Unnamed(string printed, SpecifiedImage waiting) => new("image.not-in-spec",
        ("printed", printed), ("container", waiting.Container), ("image", waiting.Image));
}
