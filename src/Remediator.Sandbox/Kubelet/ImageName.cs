using System.Text.RegularExpressions;

namespace Remediator.Sandbox.Kubelet;

/// <summary>The parts of an image reference.</summary>
internal sealed partial record ImageName(string Host, string Repository, string? Tag, string? Digest)
{
    /// <summary>Account and region if the host is a private ECR registry.</summary>
    public (string Account, string Region)? Ecr =>
        EcrHost.Match(Host) is { Success: true } match ? (match.Groups[1].Value, match.Groups[2].Value) : null;

    /// <summary>The host looks like ECR's but is not valid: its account id does not have 12 digits.</summary>
    public bool LooksLikeEcr => Ecr is null && Host.Contains(".dkr.ecr.", StringComparison.Ordinal);

    public string Reference => Digest ?? Tag ?? "latest";

    public static ImageName Of(string image)
    {
        var (name, digest) = image.Split('@', 2) is [var before, var after] ? (before, after) : (image, null);
        var slash = name.LastIndexOf('/');
        var colon = name.LastIndexOf(':');
        var tag = colon > slash ? name[(colon + 1)..] : null;
        if (tag is not null)
            name = name[..colon];
        return name.Split('/', 2) is [var host, var path] && (host.Contains('.') || host.Contains(':') || host == "localhost")
            ? new(host, path, tag, digest) : new("docker.io", name.Contains('/') ? name : $"library/{name}", tag, digest);
    }

    [GeneratedRegex(@"^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|on\.aws)$")]
    private static partial Regex EcrHost { get; }
}
