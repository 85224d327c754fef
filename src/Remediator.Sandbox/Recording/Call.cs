namespace Remediator.Sandbox.Recording;

/// <summary>
/// One call of a client. For AWS: the service's IAM prefix, the operation, and the ARN it is about ("*" if IAM has none).
/// For a cluster: "kubernetes", "patch deployments", "default/ui-private". <paramref name="Status"/> is the HTTP status, 0 until the
/// call is answered.
/// </summary>
public sealed record Call(string Service, string Operation, string Resource, DateTimeOffset At, int Status)
{
    /// <summary>What follows the question mark in the request; empty where nothing does.</summary>
    public string Query { get; init; } = "";

    /// <summary>How long the answer's body is, in bytes; 0 for a stream.</summary>
    public long Bytes { get; init; }
}

/// <summary>One message published to the topic, as it was sent.</summary>
public sealed record Notification(string TopicArn, string? Subject, string Message, IReadOnlyDictionary<string, string> Attributes);
