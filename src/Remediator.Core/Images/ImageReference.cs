namespace Remediator.Core.Images;

/// <summary>What <c>spec.containers[].image</c> names: an image in a private ECR registry, one elsewhere, or no image at all.</summary>
public abstract record ImageReference
{
    private ImageReference(string text) => Text = text;

    /// <summary>As it stands in the pod.</summary>
    public string Text { get; private init; }

    /// <param name="Tag">Null only where a digest stands alone; <c>latest</c> where neither stands.</param>
    /// <param name="Digest">Wins over the tag when the image is pulled.</param>
    public sealed record Ecr(EcrRegistry Registry, string Repository, string? Tag, string? Digest)
        : ImageReference($"{Registry.Host}/{Repository}{(Tag is null ? "" : $":{Tag}")}{(Digest is null ? "" : $"@{Digest}")}")
    {
        public string RepositoryArn => Registry.RepositoryArn(Repository);

        /// <summary><c>tag 1.2.1</c> or <c>digest sha256:…</c>, whichever decides what is pulled; part of an incident's key.</summary>
        public string Label => Digest is null ? $"tag {Tag}" : $"digest {Digest}";

        /// <summary>The same for people.</summary>
        public Message Shown => Digest is null ? new Message("image.tag", ("tag", Tag!)) : new Message("image.digest", ("digest", Digest));

        public override string ToString() => Text;
    }

    public sealed record NotEcr(string Text, string Host, Message Why) : ImageReference(Text)
    {
        public override string ToString() => Text;
    }

    public sealed record Invalid(string Text, Message Why) : ImageReference(Text)
    {
        public override string ToString() => Text;
    }

    /// <summary>
    /// Never throws: text that is no reference is <see cref="Invalid"/>. Grammar: https://pkg.go.dev/github.com/distribution/reference
    /// </summary>
    public static ImageReference Parse(string text) =>
        ReferenceParts.Of(text) switch
        {
            { Error: { } why } => new Invalid(text, why),
            var parts when EcrRegistry.OfHost(parts.Host) is { } registry =>
                new Ecr(registry, parts.Path, parts.Tag, parts.Digest) { Text = text },
            var parts => new NotEcr(text, parts.Host, WhyNotEcr(parts.Host)),
        };

    private static Message WhyNotEcr(string host)
    {
        if (host == "public.ecr.aws")
            return new Message("not-ecr.public-gallery");
        var account = host.Split('.')[0];
        return LooksLikeEcr(host) && account.Length != 12 && account.All(char.IsAsciiDigit)
            ? new Message("not-ecr.account-id", ("host", host), ("digits", account.Length))
            : new Message("not-ecr.other-registry", ("host", host));
    }

    private static bool LooksLikeEcr(string host) =>
        host.Contains(".dkr.ecr", StringComparison.Ordinal) || host.Contains(".dkr-ecr", StringComparison.Ordinal);
}
