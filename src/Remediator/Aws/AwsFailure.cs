using System.Net;
using Amazon.Runtime;

namespace Remediator.Aws;

/// <summary>What a failed call means. The one place that knows AWS's error codes.</summary>
public static class AwsFailure
{
    private static readonly HashSet<string> s_denials = new(StringComparer.Ordinal)
    {
        "AccessDenied", "AccessDeniedException", "AuthorizationError", "UnauthorizedOperation", "NotAuthorized",
    };

    private static readonly HashSet<string> s_throttles = new(StringComparer.Ordinal)
    {
        "Throttling", "ThrottlingException", "ThrottleException", "ThrottledException", "TooManyRequestsException", "RequestLimitExceeded",
        "ProvisionedThroughputExceededException",
    };

    public static bool IsDenied(Exception? e) => e is AmazonServiceException failure
        && (s_denials.Contains(failure.ErrorCode ?? "") || (failure.StatusCode is HttpStatusCode.Forbidden && failure.ErrorCode is null));

    public static bool IsThrottled(Exception e) => e is AmazonServiceException { ErrorCode: { } code } && s_throttles.Contains(code);

    /// <summary>The service or the way to it failed, and the next try may not.</summary>
    public static bool IsPassing(Exception e) => IsThrottled(e)
        || e is AmazonServiceException { StatusCode: >= HttpStatusCode.InternalServerError }
        or AmazonServiceException { InnerException: HttpRequestException or IOException or OperationCanceledException }
        or HttpRequestException or OperationCanceledException or TimeoutException or IOException;

    /// <summary>
    /// Expected of a remote service, so that a fact is unknown and the invocation goes on. Neither what the caller cancelled nor a bug of
    /// this program is among them.
    /// </summary>
    public static bool IsExpected(Exception e, CancellationToken cancelled) => !cancelled.IsCancellationRequested
        && e is AmazonServiceException or AmazonClientException or HttpRequestException or OperationCanceledException
            or TimeoutException or IOException;

    /// <summary>
    /// Why a call failed, as it reads after the name of a fact: "this program's role may not call ecr:GetRepositoryPolicy".
    /// </summary>
    /// <param name="action">The IAM actions that the call needs.</param>
    public static Message Why(Exception e, string action) => e switch
    {
        _ when IsDenied(e) => new Message("gap.aws.access-denied", ("action", action)),
        _ when IsThrottled(e) =>
            new Message("gap.aws.throttled", ("action", action)),
        AmazonServiceException { ErrorCode: { Length: > 0 } code } => new Message("gap.aws.failed", ("action", action), ("error", code)),
        OperationCanceledException or TimeoutException => new Message("gap.aws.timeout", ("action", action), ("hint", PathTo(action))),
        _ => new Message("gap.aws.unreachable", ("action", action),
            ("error", FailureReason.Beneath(e) ?? new Message("failure.other", ("error", e.GetType().Name))), ("hint", PathTo(action))),
    };

    /// <summary>
    /// What a function in a private subnet may lack.
    /// https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
    /// </summary>
    private static Message PathTo(string action) => action.Split(':')[0] switch
    {
        "iam" => new Message("gap.aws.hint.nat-gateway"),
        "ecr" => new Message("gap.aws.hint.endpoint", ("endpoint", "ecr.api")),
        var service => new Message("gap.aws.hint.endpoint", ("endpoint", service)),
    };
}
