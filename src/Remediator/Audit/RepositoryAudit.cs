using Remediator.Aws;
using Remediator.Core.Audit.Lifecycle;
using Remediator.Core.Facts;
using Remediator.Core.Policies.Language;
using Remediator.Gather;

namespace Remediator.Audit;

/// <summary>What is read once for a repository, whoever pulls from it.</summary>
internal sealed record RepositoryFacts(
    Fact<PolicyDocument?> Policy, Fact<IReadOnlyDictionary<string, string>> Tags, Fact<string?> Key, Fact<LifecyclePolicy?> Lifecycle)
{
    /// <summary>All of its images; null where there is no lifecycle policy that would ask for them.</summary>
    public Fact<IReadOnlyList<RepositoryImage>>? Images { get; init; }
}

/// <summary>What is read of one image.</summary>
internal sealed record ImageFacts(Fact<ImageInRepository> Found, RepositoryImage? Image, IReadOnlyList<string>? Kept);

/// <summary>Reads a repository for an audit; a manifest is never asked for, since that would count as a pull.</summary>
internal sealed class RepositoryAudit(AwsAccess aws)
{
    /// <summary>A repository with more images is not listed to its end: then nobody knows what its lifecycle policy does.</summary>
    private const int MostImages = 25_000;

    /// <summary>How many digests that run are looked for, where a tag names another.</summary>
    private const int MostDigests = 3;

    private readonly RepositoryReads _repositories = new(aws);
    private readonly RegistryReads _registries = new(aws);

    /// <param name="image">Any image of the repository.</param>
    public async Task<RepositoryFacts> ReadAsync(ImageReference.Ecr image, CancellationToken cancelled)
    {
        var (registry, name) = (image.Registry, image.Repository);
        var policy = TryRead.FactAsync("ecr:GetRepositoryPolicy", () => _repositories.PolicyAsync(image, cancelled), cancelled);
        var tags = TryRead.FactAsync("ecr:ListTagsForResource", () => _repositories.TagsAsync(image, cancelled), cancelled);
        var key = _registries.EncryptionKeyAsync(image, cancelled);
        var lifecycle = await TryRead.FactAsync("ecr:GetLifecyclePolicy",
            () => _repositories.LifecycleAsync(registry, name, cancelled), cancelled);
        var images = lifecycle is Fact<LifecyclePolicy?>.Known { Value: not null }
            ? await TryRead.FactAsync("ecr:DescribeImages", () => _repositories.AllAsync(registry, name, MostImages, cancelled), cancelled)
            : null;
        return new(await policy, await tags, await key, lifecycle) { Images = images };
    }

    /// <param name="running">The digests that containers were started from.</param>
    public async Task<ImageFacts> ReadAsync(
        ImageReference.Ecr image, RepositoryFacts repository, IReadOnlyList<string> running, CancellationToken cancelled)
    {
        if (repository.Images is Fact<IReadOnlyList<RepositoryImage>>.Known { Value: var all })
        {
            var found = In(all, image);
            return new(Fact.Of(FoundOf(found, all)), found,
                [.. running.Where(digest => all.Any(one => one.IsActive && one.Digest == digest))]);
        }
        var read = await TryRead.FactAsync("ecr:DescribeImages", () => _repositories.DescribeAsync(image, cancelled), cancelled);
        return read is Fact<(ImageInRepository Found, RepositoryImage? Image)>.Known { Value: var described }
            ? new(Fact.Of(described.Found), described.Image, await KeptAsync(image, described.Image, running, cancelled))
            : new(Fact.Gap<ImageInRepository>(read.Gap!), null, null);
    }

    private async Task<IReadOnlyList<string>?> KeptAsync(
        ImageReference.Ecr image, RepositoryImage? named, IReadOnlyList<string> running, CancellationToken cancelled)
    {
        string[] others = [.. running.Where(digest => digest != named?.Digest)];
        if (named is null || others.Length > MostDigests)
            return null;
        var held = await Task.WhenAll(others.Select(async digest => (digest, Is: await TryRead.FactAsync("ecr:DescribeImages",
            () => _repositories.HoldsAsync(image, digest, cancelled), cancelled))));
        return held.Any(one => one.Is.Gap is not null) ? null
            : [.. held.Where(one => one.Is is Fact<bool>.Known { Value: true }).Select(one => one.digest)];
    }

    private static RepositoryImage? In(IReadOnlyList<RepositoryImage> all, ImageReference.Ecr image) =>
        all.Where(one => image.Digest is { } digest ? one.Digest == digest : one.Tags.Contains(image.Tag!))
            .OrderByDescending(one => one.IsActive).FirstOrDefault();

    private static ImageInRepository FoundOf(RepositoryImage? found, IReadOnlyList<RepositoryImage> all) => found switch
    {
        { IsActive: true } => new ImageInRepository.Present(),
        not null => new ImageInRepository.Archived(),
        _ => new ImageInRepository.Missing(Fact.Of<IReadOnlyList<HeldImage>>(
            [.. all.Where(one => one.IsActive).Select(one => new HeldImage(one.Tags, one.Digest, one.PushedAt))])),
    };
}
