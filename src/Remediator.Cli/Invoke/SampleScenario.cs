namespace Remediator.Cli.Invoke;

/// <summary>The world that a sample of <c>events/</c> is about, so that each shows something of its own.</summary>
internal static class SampleScenario
{
    public const string Usual = "workshop";

    private static readonly Dictionary<string, string> s_worlds = new()
    {
        ["alarm-cluster"] = "two-roles",
        ["alarm-composite"] = "private-subnet-without-nat",
        ["alarm-contributor"] = "deny-with-condition",
        ["alarm-metric-math"] = "boundary-denies",
        ["alarm-metrics-insights"] = "platform-missing",
        ["batch-delete-image"] = "image-missing",
        ["delete-repository"] = "repository-missing",
        ["denied-pull"] = "deny-by-identity-policy",
        ["image-archived"] = "image-archived",
        ["image-deleted"] = "image-missing",
        ["lifecycle-expiry"] = "image-missing",
        ["put-registry-policy"] = "registry-policy-denies",
        ["request"] = "image-volume",
        ["schedule"] = "identity-does-not-allow",
        ["set-repository-policy"] = "deny-on-account",
    };

    /// <param name="path">Of the event's file.</param>
    /// <returns>Null where it is about no other than the usual one.</returns>
    public static string? Of(string path) => s_worlds.GetValueOrDefault(Path.GetFileNameWithoutExtension(path));
}
