namespace Remediator.Sandbox.Recording;

/// <summary>
/// One call of a client. For AWS: the service's IAM prefix, the operation, and the ARN it is about ("*" if IAM has none).
/// For a cluster: "kubernetes", "patch deployments", "default/ui-private". <paramref name="Status"/> is the HTTP status, 0 until the
/// call is answered.
/// </summary>
public sealed record Call(string Service, string Operation, string Resource, DateTimeOffset At, int Status);

/// <summary>One message published to the topic, as it was sent.</summary>
public sealed record Notification(string TopicArn, string? Subject, string Message, IReadOnlyDictionary<string, string> Attributes);
