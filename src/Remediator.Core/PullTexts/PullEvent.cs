namespace Remediator.Core.PullTexts;

/// <summary>
/// The kubelet's events about pulls: a reason and a message.
/// https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/events/event.go
/// </summary>
public static class PullEvent
{
    public const string Pulling = "Pulling";

    public const string Failed = "Failed";

    private const string Pulled = "Pulled";

    private static readonly string[] s_waitingReasons = ["RegistryUnavailable", "SignatureValidationFailed"];

    /// <summary>Failed and BackOff are also said of containers that crash; only what speaks of the image is a pull.</summary>
    public static bool IsOfFailure(string reason, string message) => reason switch
    {
        "ErrImageNeverPull" or "InspectFailed" => true,
        SandboxText.Reason => SandboxText.ImageIn(message) is not null,
        Failed or "BackOff" => message.Contains("image", StringComparison.OrdinalIgnoreCase) || s_waitingReasons.Any(message.Contains),
        _ => false,
    };

    /// <summary>An image already on the node says "already present": that is no pull.</summary>
    public static bool IsOfSuccess(string? reason, string? message) =>
        reason is Pulled && message?.StartsWith("Successfully pulled image", StringComparison.Ordinal) == true;

    /// <summary>The image that an event is about, which the kubelet quotes and names first; null where it quotes none.</summary>
    public static string? ImageIn(string message) => message.Split('"') is [_, var quoted, ..] ? quoted : null;
}
