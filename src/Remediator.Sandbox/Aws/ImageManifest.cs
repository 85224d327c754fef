using System.Text;

namespace Remediator.Sandbox.Aws;

/// <summary>The manifest of an image: one platform has an image manifest, several have an index.</summary>
internal static class ImageManifest
{
    public static string MediaType(Image image) => image.Platforms.Count > 1
        ? "application/vnd.oci.image.index.v1+json" : "application/vnd.docker.distribution.manifest.v2+json";

    public static JsonObject Of(StoredRepository repository, Image image, JsonNode id)
    {
        var imageId = id.DeepClone().AsObject();
        imageId["imageDigest"] = repository.DigestOf(image);
        return new()
        {
            ["registryId"] = repository.Account,
            ["repositoryName"] = repository.Name,
            ["imageId"] = imageId,
            ["imageManifest"] = Body(repository, image).ToJsonString(),
            ["imageManifestMediaType"] = MediaType(image),
        };
    }

    /// <summary>The images that an index lists, but for those that it lost.</summary>
    public static IEnumerable<Image> ListedIn(Image index, string repository) => index.Platforms.Count < 2 ? []
        : from platform in index.Platforms.Except(index.Lacks)
          select index with { Tags = [], Digest = Digest(repository + platform), Platforms = [platform], Lacks = [] };

    /// <summary>The digests of its configuration and layers; an index has none of its own.</summary>
    public static IEnumerable<string> BlobsOf(StoredRepository repository, Image image) => image.Platforms.Count > 1 ? []
        : [Digest(repository.Name + "config"), Digest(repository.Name + "layer")];

    private static JsonObject Body(StoredRepository repository, Image image) => image.Platforms.Count > 1
        ? new()
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = MediaType(image),
            ["manifests"] = new JsonArray([.. image.Platforms.Select(platform => new JsonObject
            {
                ["mediaType"] = "application/vnd.oci.image.manifest.v1+json",
                ["digest"] = Digest(repository.Name + platform),
                ["size"] = 1_234,
                ["platform"] = new JsonObject { ["os"] = platform.Split('/')[0], ["architecture"] = platform.Split('/')[1] },
            })]),
        }
        : new()
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = MediaType(image),
            ["config"] = Blob("application/vnd.docker.container.image.v1+json", repository.Name + "config", 7_023),
            ["layers"] = new JsonArray(Blob("application/vnd.docker.image.rootfs.diff.tar.gzip", repository.Name + "layer", 179_301_521)),
        };

    private static JsonObject Blob(string mediaType, string content, long size) =>
        new() { ["mediaType"] = mediaType, ["size"] = size, ["digest"] = Digest(content) };

    private static string Digest(string content) => "sha256:" + SigV4.Hash(Encoding.UTF8.GetBytes(content));
}
