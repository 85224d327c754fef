using Remediator.Sandbox.Faults;

namespace Remediator.Sandbox.Aws;

/// <summary>An error of an AWS service: its code as the service spells it, and the HTTP status it comes with.</summary>
internal sealed class AwsError(string code, string message, int status = 400) : Exception(message)
{
    public string Code => code;

    public int Status => status;

    /// <summary>Further members of the error in the JSON protocol, or null.</summary>
    public JsonObject? Members { get; init; }
}

/// <summary>Injected faults and denials, with the code and status that each service uses.</summary>
internal static class AwsFaults
{
    public static AwsError? ErrorOf(FaultKind? fault, string service, string operation) => fault switch
    {
        FaultKind.Throttle => service switch
        {
            "ec2" => new("RequestLimitExceeded", "Request limit exceeded.", 503),
            "iam" or "sns" or "sts" => new("Throttling", "Rate exceeded", 400),
            "eks" => new("TooManyRequestsException", "Too Many Requests", 429),
            _ => new("ThrottlingException", "Rate exceeded", 400),
        },
        FaultKind.ServerError => service switch
        {
            "ecr" or "eks" => new("ServerException", "An internal error occurred", 500),
            "dynamodb" => new("InternalServerError", "Internal server error", 500),
            "ec2" => new("InternalError", "An internal error has occurred", 500),
            "sns" => new("InternalError", "An internal error has occurred", 500),
            _ => new("ServiceFailure", "An internal error has occurred", 500),
        },
        FaultKind.Denied => Denied(service,
            $"User is not authorized to perform: {service}:{operation} "
            + $"because no identity-based policy allows the {service}:{operation} action"),
        _ => null,
    };

    public static AwsError Denied(string service, string message) => service switch
    {
        "ecr" or "dynamodb" => new("AccessDeniedException", message, 400),
        "eks" => new("AccessDeniedException", message, 403),
        "ec2" => new("UnauthorizedOperation", message, 403),
        "sns" => new("AuthorizationError", message, 403),
        _ => new("AccessDenied", message, 403),
    };
}
