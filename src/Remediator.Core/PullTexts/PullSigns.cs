namespace Remediator.Core.PullTexts;

/// <summary>Which of the endpoints that a pull needs a text is about.</summary>
public enum AskedEndpoint
{
    /// <summary>Manifests, and URLs for layers.</summary>
    Registry,

    /// <summary>Tokens.</summary>
    Api,

    /// <summary>The bytes of layers.</summary>
    Layers,
}

/// <summary>What the text of a failed pull says beside its symptom, and what only matters once the symptom is known.</summary>
public readonly record struct PullSigns(string Text)
{
    /// <summary>ECR's own words, as newer container runtimes print them after the status.</summary>
    private static readonly string[] s_ofUpstream = ["upstream registry", "upstream image", "upstream layer", "pull through cache rule"];

    private static readonly string[] s_kms = ["kmsexception", "kmserror", "kmsaccessdenied", "kms key"];

    /// <summary>The node had no token to show, rather than one that was refused.</summary>
    public bool HasNoCredentials => Says("no basic auth credentials", StringComparison.OrdinalIgnoreCase);

    /// <summary>S3 says so of the URL that ECR signed for a layer, and not of a token.</summary>
    public bool IsOfExpiredUrl => Says("Request has expired");

    /// <summary>The key that the repository is encrypted with.</summary>
    public bool NamesKms => SaysAny(s_kms);

    /// <summary>The registry that a pull-through cache fills the repository from.</summary>
    public bool SpeaksOfUpstream => SaysAny(s_ofUpstream);

    public bool IsOfProxy => Says("proxyconnect");

    /// <summary>Nothing came back from there, and no route leads there.</summary>
    public bool HasNoRoute => Says("network is unreachable") || Says("no route to host");

    /// <summary>It broke off while the connection was made, so nothing had come through.</summary>
    public bool IsOfDialling => Says("dial ");

    /// <summary>The node had fetched what it then could not unpack.</summary>
    public bool IsOfUnpacking => Says("failed to extract layer");

    public bool NamesUrl => Says("://");

    /// <summary>The link-local name server of every VPC.</summary>
    public bool AskedLinkLocalNameServer => Says(" on 169.254.169.253:53");

    /// <summary>The hosts after "lookup … on": the name servers, and whatever else reads like that.</summary>
    public IEnumerable<string> NameServers => Text.Split(" on ").Skip(1).Select(rest => rest.Split(':')[0]);

    /// <summary>Null where it prints none of their addresses.</summary>
    /// <param name="registryHost">The one of the image.</param>
    public AskedEndpoint? Asked(string registryHost) =>
        Says("-starport-layer-bucket.") ? AskedEndpoint.Layers
        : Says($"://{registryHost}") ? AskedEndpoint.Registry
        : Says("://api.ecr.") ? AskedEndpoint.Api
        : null;

    private bool SaysAny(string[] phrases)
    {
        foreach (var phrase in phrases)
            if (Says(phrase, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    private bool Says(string phrase, StringComparison how = StringComparison.Ordinal) => Text.Contains(phrase, how);
}
