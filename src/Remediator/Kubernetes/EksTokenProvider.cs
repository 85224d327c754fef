using System.Net.Http.Headers;
using Amazon.Runtime;
using k8s.Authentication;
using Remediator.Aws;

namespace Remediator.Kubernetes;

/// <summary>
/// Renews the cluster's token a few minutes before the control plane stops accepting it. The client asks for it on every request.
/// </summary>
internal sealed class EksTokenProvider(string cluster, string region, AWSCredentials credentials) : ITokenProvider
{
    private static readonly TimeSpan s_renewedAfter = EksToken.Lifetime - TimeSpan.FromMinutes(4);

    private volatile Token? _kept;

    public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
    {
        // real time, whatever clock the rest runs on: STS checks the age of the signature
        var now = DateTimeOffset.UtcNow;
        if (_kept is not { } token || now - token.SignedAt > s_renewedAfter)
            _kept = token = new Token(EksToken.For(cluster, region, await credentials.GetCredentialsAsync(), now), now);
        return new AuthenticationHeaderValue("Bearer", token.Text);
    }

    private sealed record Token(string Text, DateTimeOffset SignedAt);
}
