namespace Remediator.Cli.Invoke;

/// <summary>The world that a sample of <c>events/</c> is about, so that each shows something of its own.</summary>
internal static class SampleScenario
{
    private static readonly Dictionary<string, string> s_worlds = new()
    {
        ["alarm-cluster"] = "two-roles",
        ["alarm-composite"] = "private-subnet-without-nat",
        ["alarm-contributor"] = "deny-with-condition",
        ["alarm-metric-math"] = "boundary-denies",
        ["alarm-metrics-insights"] = "platform-missing",
        ["alarm-ok"] = "healthy",
        ["alarm-promql"] = "disk-full",
        ["alarm-waiting-reason"] = "dns-off",
        ["audit"] = "denied-after-rotation",
        ["batch-delete-image"] = "image-missing",
        ["delete-pull-through-cache-rule"] = "pull-through-upstream-refuses",
        ["delete-registry-policy"] = "two-statements",
        ["delete-repository"] = "repository-missing",
        ["delete-repository-policy"] = "role-without-pull-rights",
        ["denied-import"] = "pull-through-import-denied",
        ["denied-pull"] = "deny-by-identity-policy",
        ["image-archived"] = "image-archived",
        ["image-deleted"] = "index-incomplete",
        ["kubernetes-event"] = "layer-forbidden",
        ["kubernetes-event-flat"] = "credentials-missing",
        ["kubernetes-event-sandbox"] = "sandbox-image",
        ["lifecycle-expiry"] = "only-in-caches",
        ["pull-through-cache-failed"] = "pull-through-cache-failed",
        ["put-account-setting"] = "registry-policy-out-of-scope",
        ["put-registry-policy"] = "registry-policy-denies",
        ["queue"] = "karpenter-node",
        ["request"] = "image-volume",
        ["schedule"] = "identity-does-not-allow",
        ["set-repository-policy"] = "deny-on-account",
    };

    /// <param name="path">Of the event's file.</param>
    /// <returns>Null where it is about no other than the usual one.</returns>
    public static string? Of(string path) => s_worlds.GetValueOrDefault(Path.GetFileNameWithoutExtension(path));
}
