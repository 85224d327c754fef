using System.Net;
using Amazon.Runtime;

namespace Remediator.Aws;

/// <summary>What a failed call means. The one place that knows AWS's error codes.</summary>
internal static class AwsFailure
{
    private static readonly HashSet<string> Denials = new(StringComparer.Ordinal)
    {
        "AccessDenied", "AccessDeniedException", "AuthorizationError", "UnauthorizedOperation", "NotAuthorized",
    };

    private static readonly HashSet<string> Throttles = new(StringComparer.Ordinal)
    {
        "Throttling", "ThrottlingException", "ThrottleException", "ThrottledException", "TooManyRequestsException", "RequestLimitExceeded",
        "ProvisionedThroughputExceededException",
    };

    public static bool IsDenied(Exception e) => e is AmazonServiceException failure
        && (Denials.Contains(failure.ErrorCode ?? "") || (failure.StatusCode is HttpStatusCode.Forbidden && failure.ErrorCode is null));

    /// <summary>Expected of a remote service, so a fact is unknown rather than the invocation lost. What the caller cancelled is not among them.</summary>
    public static bool IsExpected(Exception e, CancellationToken cancelled) =>
        !cancelled.IsCancellationRequested && e is AmazonServiceException or AmazonClientException or HttpRequestException or OperationCanceledException or TimeoutException or IOException;

    /// <summary>Reads on from the name of a fact: "access denied, our role needs ecr:GetRepositoryPolicy".</summary>
    public static string Why(Exception e, string permission) => e switch
    {
        _ when IsDenied(e) => $"access denied, our role needs {permission}",
        AmazonServiceException { ErrorCode: { } code } when Throttles.Contains(code) => $"throttled while calling {permission}",
        AmazonServiceException { ErrorCode: { Length: > 0 } code } => $"{permission} failed with {code}",
        OperationCanceledException or TimeoutException => $"{permission} did not answer in time{OurWay(permission)}",
        _ => $"{permission} could not be called ({e.GetType().Name}){OurWay(permission)}",
    };

    /// <summary>What a function in a private subnet may lack. https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html</summary>
    private static string OurWay(string permission) => permission.Split(':')[0] switch
    {
        "iam" => "; in a private subnet this function needs a NAT gateway, for IAM has no endpoint in most regions",
        "ecr" => "; in a private subnet this function needs the interface endpoint ecr.api, or a NAT gateway",
        var service => $"; in a private subnet this function needs the interface endpoint {service}, or a NAT gateway",
    };
}
