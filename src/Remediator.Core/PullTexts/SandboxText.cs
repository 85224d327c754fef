namespace Remediator.Core.PullTexts;

/// <summary>
/// The text of a <c>FailedCreatePodSandBox</c> event. Most of them are about the pod's network; those about the sandbox's image name it.
/// </summary>
public static class SandboxText
{
    public const string Reason = "FailedCreatePodSandBox";

    /// <summary>The image that the node's runtime could not get, or null.</summary>
    public static string? ImageIn(string text) => PrintedImage.In(text);
}
