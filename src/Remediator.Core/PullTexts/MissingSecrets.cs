namespace Remediator.Core.PullTexts;

/// <summary>
/// The kubelet's event about image pull secrets that it cannot read: it goes on without them, and then with the node's own credentials.
/// https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/kubelet_pods.go
/// </summary>
public static class MissingSecrets
{
    public const string Reason = "FailedToRetrieveImagePullSecret";

    /// <summary>The names between the first brackets: <c>Unable to retrieve some image pull secrets (a, b); attempting …</c>.</summary>
    public static IReadOnlyList<string> In(string text) =>
        text.Split('(', 2) is [_, var rest] && rest.Split(')', 2) is [var names, _]
            ? names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [];
}
