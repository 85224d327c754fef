using System.Net.Http.Headers;
using Amazon.Runtime;
using k8s.Authentication;
using Remediator.Aws;

namespace Remediator.Kubernetes;

/// <summary>Renews the cluster's token a few minutes before the control plane stops honouring it. It is asked on every request.</summary>
internal sealed class EksTokenProvider(string cluster, string region, AWSCredentials credentials) : ITokenProvider
{
    private static readonly TimeSpan RenewedAfter = EksToken.Lifetime - TimeSpan.FromMinutes(4);

    private volatile Token? kept;

    public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
    {
        // real time, whatever clock the rest runs on: STS judges the age of the signature
        var now = DateTimeOffset.UtcNow;
        if (kept is not { } token || now - token.SignedAt > RenewedAfter)
            kept = token = new Token(EksToken.For(cluster, region, await credentials.GetCredentialsAsync(), now), now);
        return new AuthenticationHeaderValue("Bearer", token.Text);
    }

    private sealed record Token(string Text, DateTimeOffset SignedAt);
}
