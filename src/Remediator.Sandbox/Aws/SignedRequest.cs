using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Remediator.Sandbox.Iam;

namespace Remediator.Sandbox.Aws;

/// <summary>The parts of an Authorization header: access key, region, service, signed headers.</summary>
internal sealed record SignedRequest(string AccessKey, string Scope, string Region, string Service, string[] Headers, string Signature)
{
    public static SignedRequest? Of(HttpRequest request)
    {
        // AWS4-HMAC-SHA256 Credential=KEY/20260101/us-west-2/ecr/aws4_request, SignedHeaders=host;x-amz-date, Signature=...
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(SigV4.Algorithm, StringComparison.Ordinal))
            return null;
        var fields = header[SigV4.Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries).Select(field => field.Split('=', 2))
            .Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        return fields.TryGetValue("Credential", out var credential) && credential.Split('/', 2) is [var key, var scope]
            && scope.Split('/') is [_, var region, var service, "aws4_request"]
            && fields.TryGetValue("SignedHeaders", out var headers) && fields.TryGetValue("Signature", out var signature)
            ? new(key, scope, region, service, headers.Split(';'), signature) : null;
    }

    /// <exception cref="AwsError">The key is unknown or the signature is not that of this request.</exception>
    public Caller Verify(HttpContext context, byte[] body)
    {
        var caller = Caller.Of(AccessKey) ?? throw (Service is "ecr" or "eks" or "dynamodb"
            ? new AwsError("UnrecognizedClientException", "The security token included in the request is invalid.")
            : new AwsError(Service == "ec2" ? "AuthFailure" : "InvalidClientTokenId",
                "The security token included in the request is invalid.", 403));
        var request = context.Request;
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?', 2);
        var expected = SigV4.Signature(
            request.Method, target[0], SigV4.Query(target.Length > 1 ? target[1] : ""),
            Headers.Select(name => (name, name == "host" ? request.Host.Value! : request.Headers[name].ToString())),
            SigV4.Hash(body), request.Headers["X-Amz-Date"].ToString(), Scope, caller.Secret);
        return expected == Signature ? caller : throw new AwsError(
            Service is "ecr" or "eks" or "dynamodb" ? "InvalidSignatureException" : "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. "
            + "Check your AWS Secret Access Key and signing method.", 403);
    }
}
