using Remediator.Sandbox.Faults;

namespace Remediator.Sandbox.Kubernetes;

/// <summary>A failure that the API server answers with a Status object.</summary>
internal sealed class ApiError(int code, string reason, string message) : Exception(message)
{
    public int Code => code;

    /// <summary>A reason and its message in the details.</summary>
    public (string Reason, string Message)? Cause { get; init; }

    public JsonObject Status => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject(),
        ["status"] = "Failure",
        ["message"] = Message,
        ["reason"] = reason,
        ["code"] = code,
        ["details"] = Cause is { } cause
            ? new JsonObject
            {
                ["causes"] = new JsonArray(new JsonObject { ["reason"] = cause.Reason, ["message"] = cause.Message }),
            } : [],
    };

    public static ApiError NotFound(Kind kind, string name) =>
        new(404, "NotFound", $"{(kind.Group.Length == 0 ? kind.Plural : $"{kind.Plural}.{kind.Group}")} \"{name}\" not found");

    public static ApiError? Of(FaultKind? fault, string operation) => fault switch
    {
        FaultKind.Throttle => new(429, "TooManyRequests", "the server has received too many requests and has asked us to try again later"),
        FaultKind.ServerError => new(500, "InternalError", "Internal error occurred: etcdserver: request timed out"),
        FaultKind.Gone => new(410, "Expired", "The provided continue parameter is too old to display a consistent list result."),
        FaultKind.Denied => new(403, "Forbidden", $"User \"remediator\" cannot {operation}: forbidden"),
        _ => null,
    };
}
