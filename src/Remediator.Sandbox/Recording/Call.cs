namespace Remediator.Sandbox.Recording;

/// <summary>
/// One call of a client: AWS services by their IAM prefix, operation and the ARN it is about ("*" where IAM knows none);
/// the cluster as "kubernetes", "patch deployments", "default/ui-private". <paramref name="Status"/> is the HTTP status, 0 while unanswered.
/// </summary>
public sealed record Call(string Service, string Operation, string Resource, DateTimeOffset At, int Status);

/// <summary>One message published to the topic, as it was sent.</summary>
public sealed record Notification(string TopicArn, string? Subject, string Message, IReadOnlyDictionary<string, string> Attributes);

/// <summary>One pod as an operator would see it.</summary>
public sealed record PodView(
    string Namespace, string Name, string Workload, string Node, string Phase, bool Ready,
    string? WaitingReason, string? WaitingMessage, int RestartCount, DateTimeOffset Created);
