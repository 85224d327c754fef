using System.Text.Json;
using Amazon.ECR.Model;
using Remediator.Aws;
using Remediator.Core.Facts;
using Remediator.Core.Verdicts;

namespace Remediator.Gather;

/// <summary>
/// Reads a manifest as a pull does. ECR counts that as a pull (lastRecordedPullTime, which lifecycle rules read), so it is done seldom: see
/// <see cref="OpenQuestions.WantManifest"/>.
/// </summary>
public sealed class ManifestReads(AwsAccess aws)
{
    // without these ECR converts an index to the manifest of one platform
    private static readonly List<string> s_accepted =
    [
        "application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json",
    ];

    public Task<Fact<Manifest>> ReadAsync(ImageReference.Ecr image, CancellationToken cancelled) =>
        TryRead.FactAsync("ecr:BatchGetImage", async () =>
        {
            var answer = await aws.Ecr(image.Registry.Place).BatchGetImageAsync(new BatchGetImageRequest
            {
                RegistryId = image.Registry.Account,
                RepositoryName = image.Repository,
                ImageIds = [RepositoryReads.IdOf(image)],
                AcceptedMediaTypes = s_accepted,
            }, cancelled);
            return (answer.Images, answer.Failures) switch
            {
                ([{ ImageManifest: { } manifest }, ..], _) => ManifestOf(manifest),
                (_, [var failure, ..]) => new Manifest.Refused(failure.FailureCode?.Value ?? "?", failure.FailureReason),
                _ => throw new UnusableAnswerException(new Message("gap.response.no-manifest")),
            };
        }, cancelled);

    private static Manifest ManifestOf(string text)
    {
        using var manifest = Parse(text);
        return manifest.RootElement.TryGetProperty("manifests", out var images) && images.ValueKind is JsonValueKind.Array
            ? new Manifest.Index([.. images.EnumerateArray().Select(PlatformOf).OfType<Platform>().Distinct()])
            : new Manifest.Single();
    }

    private static JsonDocument Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException e)
        {
            throw new UnusableAnswerException(new Message("gap.response.manifest-not-json", ("text", FailureReason.Of(e)!)));
        }
    }

    /// <summary>
    /// Null for what is not an image: attestations are listed as <c>unknown/unknown</c>. An image without a platform may be for any.
    /// </summary>
    private static Platform? PlatformOf(JsonElement image) =>
        image.TryGetProperty("platform", out var platform) && Text(platform, "os") is { } os
            && Text(platform, "architecture") is { } architecture
            ? os == "unknown" ? null : new Platform(os, architecture)
            : throw new UnusableAnswerException(new Message("gap.response.no-platform"));

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
