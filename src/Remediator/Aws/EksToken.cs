using System.Buffers.Text;
using System.Text;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace Remediator.Aws;

/// <summary>
/// The bearer token of an EKS cluster: a pre-signed STS GetCallerIdentity URL whose signed header names the cluster. Made without a network
/// call. Source: https://github.com/kubernetes-sigs/aws-iam-authenticator
/// </summary>
public static class EksToken
{
    /// <summary>The control plane accepts a token for 15 minutes after it was signed; clients treat it as 14.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(14);

    public static string For(string cluster, string region, ImmutableCredentials credentials, DateTimeOffset now)
    {
        // a configured endpoint is where this program sends its calls; the token must name the STS that the control plane knows
        var config = new AmazonSecurityTokenServiceConfig
        {
            RegionEndpoint = RegionEndpoint.GetBySystemName(region),
            IgnoreConfiguredEndpointUrls = true,
        };
        var endpoint = config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(new GetCallerIdentityRequest()));
        var request = new DefaultRequest(new GetCallerIdentityRequest(), "AWSSecurityTokenService")
        {
            HttpMethod = "GET",
            UseQueryString = true,
            ResourcePath = "/",
            Endpoint = new Uri(endpoint.URL),
        };
        request.Headers["x-k8s-aws-id"] = cluster;
        request.Parameters["Action"] = "GetCallerIdentity";
        request.Parameters["Version"] = "2011-06-15";
        request.Parameters["X-Amz-Expires"] = "60";
        if (credentials.UseToken)
            request.Parameters["X-Amz-Security-Token"] = credentials.Token;

        var signature = AWS4PreSignedUrlSigner.SignRequest(
            request, config, null, credentials.AccessKey, credentials.SecretKey, "sts", region, now.UtcDateTime);
        var url = $"{AmazonServiceClient.ComposeUrl(request).AbsoluteUri}&{signature.ForQueryParameters}";
        return $"k8s-aws-v1.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(url))}";
    }
}
