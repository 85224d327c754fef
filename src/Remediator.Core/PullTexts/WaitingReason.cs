namespace Remediator.Core.PullTexts;

/// <summary>
/// The kubelet's reasons for which a container waits for its image.
/// https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/images/types.go
/// </summary>
public static class WaitingReason
{
    /// <summary>With what each says by itself; null where only the text says why.</summary>
    private static readonly Dictionary<string, Symptom?> s_ofPulls = new(StringComparer.Ordinal)
    {
        ["ErrImagePull"] = null,
        ["ImagePullBackOff"] = null,
        ["ImageInspectError"] = Symptom.RuntimeFailed,
        ["ErrImageNeverPull"] = Symptom.NeverPull,
        ["InvalidImageName"] = Symptom.InvalidImageName,
        ["RegistryUnavailable"] = Symptom.RegistryUnavailable,
        ["SignatureValidationFailed"] = Symptom.SignatureInvalid,
    };

    /// <summary>Parts of these reasons; a container whose sandbox image is missing is still created.</summary>
    private static readonly string[] s_parts = ["image", "pull", "registry", "signature", "containercreating"];

    public static bool IsOfPull(string reason) => s_ofPulls.ContainsKey(reason);

    /// <summary>What the reason says without a text; null where it says nothing.</summary>
    public static Symptom? SymptomOf(string reason) => s_ofPulls.GetValueOrDefault(reason);

    /// <summary>As a monitoring system names it, in part or as a pattern.</summary>
    public static bool MayBeOfPull(string pattern) => pattern.Contains(".*", StringComparison.Ordinal)
        || pattern.Contains(".+", StringComparison.Ordinal)
        || s_parts.Any(part => pattern.Contains(part, StringComparison.OrdinalIgnoreCase));
}
