using Amazon.ECR.Model;
using Remediator.Aws;
using Remediator.Core.Facts;
using Remediator.Core.PullTexts;

namespace Remediator.Gather;

/// <summary>
/// Looks up a part of an image by its digest. Neither call counts as a pull. An image that an index lists is one of its own; what ECR calls
/// layers are configurations too.
/// </summary>
public sealed class PartReads(AwsAccess aws)
{
    public Task<Fact<PartInRepository>> ReadAsync(ImageReference.Ecr image, AskedContent part, CancellationToken cancelled) =>
        part.IsManifest
            ? TryRead.FactAsync("ecr:DescribeImages", () => ListedImageAsync(image, part.Digest, cancelled), cancelled)
            : TryRead.FactAsync("ecr:BatchCheckLayerAvailability", () => LayerAsync(image, part.Digest, cancelled), cancelled);

    private async Task<PartInRepository> ListedImageAsync(ImageReference.Ecr image, string digest, CancellationToken cancelled)
    {
        try
        {
            var answer = await aws.Ecr(image.Registry.Place).DescribeImagesAsync(new DescribeImagesRequest
            {
                RegistryId = image.Registry.Account,
                RepositoryName = image.Repository,
                ImageIds = [new ImageIdentifier { ImageDigest = digest }],
                Filter = new DescribeImagesFilter { ImageStatus = "ANY" },
            }, cancelled);
            return answer.ImageDetails switch
            {
                null or [] => PartInRepository.Missing,
                var details => details.Any(IsServed) ? PartInRepository.Present : PartInRepository.Archived,
            };
        }
        catch (Exception e) when (e is ImageNotFoundException or RepositoryNotFoundException)
        {
            return PartInRepository.Missing;
        }
    }

    private async Task<PartInRepository> LayerAsync(ImageReference.Ecr image, string digest, CancellationToken cancelled)
    {
        try
        {
            var answer = await aws.Ecr(image.Registry.Place).BatchCheckLayerAvailabilityAsync(new BatchCheckLayerAvailabilityRequest
            {
                RegistryId = image.Registry.Account,
                RepositoryName = image.Repository,
                LayerDigests = [digest],
            }, cancelled);
            return (answer.Layers, answer.Failures) switch
            {
                ([{ LayerAvailability.Value: "AVAILABLE" }, ..], _) => PartInRepository.Present,
                ([{ LayerAvailability.Value: "ARCHIVED" }, ..], _) => PartInRepository.Archived,
                ([{ LayerAvailability.Value: "UNAVAILABLE" }, ..], _) => PartInRepository.Missing,
                (_, [{ FailureCode.Value: "MissingLayerDigest" }, ..]) => PartInRepository.Missing,
                _ => throw new UnusableAnswerException(new Message("gap.response.no-layer", ("digest", digest))),
            };
        }
        catch (RepositoryNotFoundException)
        {
            return PartInRepository.Missing;
        }
    }

    private static bool IsServed(ImageDetail detail) => detail.ImageStatus?.Value is null or "ACTIVE";
}
