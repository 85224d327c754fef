using Amazon.ECR.Model;
using Remediator.Aws;
using Remediator.Core.Facts;
using Remediator.Core.Policies.Language;

namespace Remediator.Gather;

/// <summary>A repository, its policy and its tags, read in the image's own registry and region.</summary>
public sealed class RepositoryReads(AwsAccess aws)
{
    private const int MaxPages = 3;

    public static ImageIdentifier IdOf(ImageReference.Ecr image) =>
        image.Digest is { } digest ? new ImageIdentifier { ImageDigest = digest } : new ImageIdentifier { ImageTag = image.Tag };

    public async Task<ImageInRepository> ImageAsync(ImageReference.Ecr image, CancellationToken cancelled)
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
            return answer.ImageDetails switch
            {
                null or [] => new ImageInRepository.Missing(await HeldAsync(image, cancelled)),
                var details when details.Any(d => d.ImageStatus?.Value is null or "ACTIVE") => new ImageInRepository.Present(),
                _ => new ImageInRepository.Archived(),
            };
        }
        catch (RepositoryNotFoundException)
        {
            return new ImageInRepository.RepositoryMissing();
        }
        catch (ImageNotFoundException)
        {
            return new ImageInRepository.Missing(await HeldAsync(image, cancelled));
        }
    }

    /// <summary>
    /// What the repository holds instead, a few pages of it; null where that could not be listed, since the image is missing all the same.
    /// </summary>
    private async Task<IReadOnlyList<HeldImage>?> HeldAsync(ImageReference.Ecr image, CancellationToken cancelled)
    {
        var held = new List<HeldImage>();
        string? token = null;
        try
        {
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
        }
        catch (Exception e) when (AwsFailure.IsExpected(e, cancelled))
        {
            return null;
        }
    }

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
