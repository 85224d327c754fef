using Amazon.ECR.Model;
using Remediator.Aws;
using Remediator.Core.Audit.Lifecycle;
using Remediator.Core.Facts;
using Remediator.Core.Policies.Language;

namespace Remediator.Gather;

/// <summary>A repository, its policy and its tags, read in the image's own registry and region.</summary>
public sealed class RepositoryReads(AwsAccess aws)
{
    private const int MaxPages = 3;

    public static ImageIdentifier IdOf(ImageReference.Ecr image) =>
        image.Digest is { } digest ? new ImageIdentifier { ImageDigest = digest } : new ImageIdentifier { ImageTag = image.Tag };

    public async Task<ImageInRepository> ImageAsync(ImageReference.Ecr image, CancellationToken cancelled) =>
        (await DescribeAsync(image, cancelled)).Found;

    /// <summary>The image as ECR describes it, and what that means for a pull; null where ECR does not have it.</summary>
    public async Task<(ImageInRepository Found, RepositoryImage? Image)> DescribeAsync(
        ImageReference.Ecr image, CancellationToken cancelled)
    {
        try
        {
            var answer = await aws.Ecr(image.Registry.Place).DescribeImagesAsync(new DescribeImagesRequest
            {
                RegistryId = image.Registry.Account,
                RepositoryName = image.Repository,
                ImageIds = [IdOf(image)],
                // a pull of an archived image gets a 404, and the default filter would hide the image
                Filter = new DescribeImagesFilter { ImageStatus = "ANY" },
            }, cancelled);
            RepositoryImage[] described = [.. (answer.ImageDetails ?? []).Select(ImageOf)];
            return (described, described.FirstOrDefault(one => one.IsActive)) switch
            {
                ([], _) => (new ImageInRepository.Missing(await HeldAsync(image, cancelled)), null),
                (_, { } active) => (new ImageInRepository.Present { Digest = active.Digest, IsIndex = active.IsIndex }, active),
                _ => (new ImageInRepository.Archived(), described[0]),
            };
        }
        catch (RepositoryNotFoundException)
        {
            return (new ImageInRepository.RepositoryMissing(), null);
        }
        catch (ImageNotFoundException)
        {
            return (new ImageInRepository.Missing(await HeldAsync(image, cancelled)), null);
        }
    }

    /// <summary>Whether the repository still serves a digest.</summary>
    public async Task<bool> HoldsAsync(ImageReference.Ecr image, string digest, CancellationToken cancelled)
    {
        try
        {
            var answer = await aws.Ecr(image.Registry.Place).DescribeImagesAsync(new DescribeImagesRequest
            {
                RegistryId = image.Registry.Account,
                RepositoryName = image.Repository,
                ImageIds = [new ImageIdentifier { ImageDigest = digest }],
            }, cancelled);
            return answer.ImageDetails is { Count: > 0 };
        }
        catch (ImageNotFoundException)
        {
            return false;
        }
    }

    /// <summary>All images of a repository, archived ones as well.</summary>
    /// <param name="most">A repository that holds more is not listed to its end.</param>
    /// <exception cref="UnusableAnswerException">It holds more.</exception>
    public async Task<IReadOnlyList<RepositoryImage>> AllAsync(
        EcrRegistry registry, string repository, int most, CancellationToken cancelled)
    {
        var all = new List<RepositoryImage>();
        string? token = null;
        do
        {
            var answer = await aws.Ecr(registry.Place).DescribeImagesAsync(new DescribeImagesRequest
            {
                RegistryId = registry.Account,
                RepositoryName = repository,
                MaxResults = 1000,
                NextToken = token,
                Filter = new DescribeImagesFilter { ImageStatus = "ANY" },
            }, cancelled);
            all.AddRange((answer.ImageDetails ?? []).Select(ImageOf));
            token = answer.NextToken;
            if (!string.IsNullOrEmpty(token) && all.Count >= most)
                throw new UnusableAnswerException(new Message("gap.response.too-many-images", ("most", most)));
        }
        while (!string.IsNullOrEmpty(token));
        return all;
    }

    /// <summary>The lifecycle policy, or null where there is none.</summary>
    public async Task<LifecyclePolicy?> LifecycleAsync(EcrRegistry registry, string repository, CancellationToken cancelled)
    {
        try
        {
            var answer = await aws.Ecr(registry.Place).GetLifecyclePolicyAsync(
                new GetLifecyclePolicyRequest { RegistryId = registry.Account, RepositoryName = repository }, cancelled);
            return LifecyclePolicy.Parse(answer.LifecyclePolicyText ?? "");
        }
        catch (Exception e) when (e is LifecyclePolicyNotFoundException or RepositoryNotFoundException)
        {
            return null;
        }
    }

    private static RepositoryImage ImageOf(ImageDetail detail) =>
        new(detail.ImageDigest ?? "", detail.ImageTags ?? [], detail.ImagePushedAt ?? default(DateTime))
        {
            IsActive = detail.ImageStatus?.Value is null or "ACTIVE",
            PulledAt = detail.LastRecordedPullTime,
            ActivatedAt = detail.LastActivatedAt,
            IsIndex = detail.ImageManifestMediaType switch
            {
                null => null,
                "application/vnd.oci.image.index.v1+json" or "application/vnd.docker.distribution.manifest.list.v2+json" => true,
                _ => false,
            },
        };

    /// <summary>What the repository holds instead, a few pages of it. The image is missing whether that can be listed or not.</summary>
    private Task<Fact<IReadOnlyList<HeldImage>>> HeldAsync(ImageReference.Ecr image, CancellationToken cancelled) =>
        TryRead.FactAsync("ecr:DescribeImages", async Task<IReadOnlyList<HeldImage>> () =>
        {
            var held = new List<HeldImage>();
            string? token = null;
            for (var page = 0; page < MaxPages && (page == 0 || token is not null); page++)
            {
                var answer = await aws.Ecr(image.Registry.Place).DescribeImagesAsync(new DescribeImagesRequest
                {
                    RegistryId = image.Registry.Account,
                    RepositoryName = image.Repository,
                    MaxResults = 1000,
                    NextToken = token,
                }, cancelled);
                held.AddRange((answer.ImageDetails ?? []).Select(HeldOf));
                token = answer.NextToken;
            }
            return held;
        }, cancelled);

    private static HeldImage HeldOf(ImageDetail detail) =>
        new(detail.ImageTags ?? [], detail.ImageDigest ?? "", detail.ImagePushedAt ?? default(DateTime));

    /// <summary>The repository policy, or null where there is none.</summary>
    public async Task<PolicyDocument?> PolicyAsync(ImageReference.Ecr image, CancellationToken cancelled)
    {
        try
        {
            var answer = await aws.Ecr(image.Registry.Place).GetRepositoryPolicyAsync(
                new GetRepositoryPolicyRequest { RegistryId = image.Registry.Account, RepositoryName = image.Repository }, cancelled);
            return PolicyDocument.Parse(answer.PolicyText ?? "");
        }
        catch (RepositoryPolicyNotFoundException)
        {
            return null;
        }
    }

    public async Task<IReadOnlyDictionary<string, string>> TagsAsync(ImageReference.Ecr image, CancellationToken cancelled)
    {
        var answer = await aws.Ecr(image.Registry.Place).ListTagsForResourceAsync(
            new ListTagsForResourceRequest { ResourceArn = image.RepositoryArn }, cancelled);
        return (answer.Tags ?? []).Where(tag => tag.Key is not null).ToDictionary(tag => tag.Key!, tag => tag.Value ?? "");
    }
}
