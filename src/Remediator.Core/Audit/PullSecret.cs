using Remediator.Core.Images;

namespace Remediator.Core.Audit;

/// <summary>A pull secret; its content is a known null where there is no such secret, and the kubelet pulls without it.</summary>
public sealed record PullSecret(string Namespace, string Name, Fact<SecretContent?> Content)
{
    /// <summary>https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html</summary>
    public static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(12);

    public SecretHelp HelpFor(ImageReference.Ecr image, DateTimeOffset now) => Content switch
    {
        Fact<SecretContent?>.Unknown => SecretHelp.Unknown,
        Fact<SecretContent?>.Known { Value: { } content } when content.Registries.Any(entry => RegistryEntry.Covers(entry, image)) =>
            now - content.SetAt > TokenLifetime ? SecretHelp.Expired : SecretHelp.Possible,
        _ => SecretHelp.None,
    };
}

/// <summary>What is kept of a pull secret: when it was last set, and the registries that it is for. Its tokens are not.</summary>
public sealed record SecretContent(DateTimeOffset SetAt, IReadOnlyList<string> Registries);

/// <summary>Whether a pull secret can get an image of ECR.</summary>
public enum SecretHelp
{
    /// <summary>It is not there, or holds nothing for the image's registry, so the kubelet leaves it out.</summary>
    None,

    /// <summary>A token of ECR that is older than any is valid.</summary>
    Expired,

    /// <summary>A token that may be let in.</summary>
    Possible,

    /// <summary>It was not read.</summary>
    Unknown,
}
