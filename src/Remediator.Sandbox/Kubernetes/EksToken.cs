using System.Buffers.Text;
using System.Text;
using Remediator.Sandbox.Aws;
using Remediator.Sandbox.Iam;

namespace Remediator.Sandbox.Kubernetes;

/// <summary>
/// Checks the bearer token of EKS as aws-iam-authenticator does: a presigned GetCallerIdentity for this cluster, at most 15 minutes old.
/// </summary>
internal static class EksToken
{
    private const string Prefix = "k8s-aws-v1.";

    private static readonly string[] s_known =
        ["action", "version", "x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-expires", "x-amz-security-token",
            "x-amz-signature", "x-amz-signedheaders"];

    /// <summary>Who shows the token; null with the reason to refuse it.</summary>
    public static (Caller? Caller, string? Refusal) Read(string token, string cluster, IReadOnlyCollection<string> sandboxHosts,
        IReadOnlyCollection<DateTimeOffset> clocks) =>
        Refusal(token, cluster, sandboxHosts, clocks, out var caller) is { } why ? (null, why) : (caller, null);

    private static string? Refusal(string token, string cluster, IReadOnlyCollection<string> sandboxHosts,
        IReadOnlyCollection<DateTimeOffset> clocks, out Caller? caller)
    {
        caller = null;
        if (!token.StartsWith(Prefix, StringComparison.Ordinal) || token.Length > 4096)
            return "token is missing expected prefix";
        if (!Base64Url.IsValid(token.AsSpan(Prefix.Length))
            || !Uri.TryCreate(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token.AsSpan(Prefix.Length))), UriKind.Absolute,
                out var url))
            return "token is not a URL";
        if (!IsSts(url, sandboxHosts) || url.AbsolutePath != "/")
            return $"unexpected hostname or path \"{url.Authority}{url.AbsolutePath}\" in pre-signed URL";
        var query = SigV4.Query(url.Query).ToArray();
        if (query.FirstOrDefault(pair => !s_known.Contains(pair.Name.ToLowerInvariant())) is { Name: not null } unknown)
            return $"non-whitelisted query parameter \"{unknown.Name}\"";
        if (query.DistinctBy(pair => pair.Name.ToLowerInvariant()).Count() != query.Length)
            return "query parameter with multiple values not supported";
        string Value(string name) => query.FirstOrDefault(pair => pair.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value ?? "";
        if (Value("Action") != "GetCallerIdentity")
            return "unexpected action parameter in pre-signed URL";
        var headers = Value("X-Amz-SignedHeaders").Split(';');
        if (!headers.Contains("x-k8s-aws-id"))
            return "client did not sign the x-k8s-aws-id header in the pre-signed URL";
        if (!SigV4.TryParseDate(Value("X-Amz-Date"), out var date))
            return "error parsing X-Amz-Date parameter";
        // the signer may use real time or the world's clock
        if (clocks.All(now => now - date > TimeSpan.FromMinutes(15) || date - now > TimeSpan.FromMinutes(5)))
            return $"X-Amz-Date parameter is expired ({Value("X-Amz-Date")})";
        if (Value("X-Amz-Credential").Split('/', 2) is not [var key, var scope] || (caller = Caller.Of(key)) is null)
            return "the security token included in the request is invalid";
        var expected = SigV4.Signature("GET", "/",
            query.Where(pair => !pair.Name.Equals("X-Amz-Signature", StringComparison.OrdinalIgnoreCase)),
            headers.Select(name => (name, name == "host" ? url.Authority : cluster)), SigV4.Hash([]), Value("X-Amz-Date"), scope,
            caller.Secret);
        return expected == Value("X-Amz-Signature") ? null : $"the signature is not one for cluster \"{cluster}\"";
    }

    private static bool IsSts(Uri url, IReadOnlyCollection<string> sandboxHosts) =>
        sandboxHosts.Contains(url.Authority)
        || url.Scheme == "https" && url.Host.StartsWith("sts.", StringComparison.Ordinal)
            && (url.Host.EndsWith(".amazonaws.com", StringComparison.Ordinal)
                || url.Host.EndsWith(".amazonaws.com.cn", StringComparison.Ordinal));
}
