using Remediator.Core.Facts;

namespace Remediator.Core.Audit;

/// <summary>
/// The platform of the nodes of a managed node group, by its AMI type: <c>AL2023_ARM_64_STANDARD</c>, <c>WINDOWS_CORE_2022_x86_64</c>.
/// https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html
/// </summary>
public static class AmiPlatform
{
    /// <summary>Null where the type does not say it, as <c>CUSTOM</c>.</summary>
    public static Platform? Of(string amiType) =>
        (amiType.Contains("ARM_64", StringComparison.Ordinal), amiType.Contains("x86_64", StringComparison.Ordinal)) switch
        {
            (true, false) => new(OsOf(amiType), "arm64"),
            (false, true) => new(OsOf(amiType), "amd64"),
            _ => null,
        };

    private static string OsOf(string amiType) => amiType.StartsWith("WINDOWS_", StringComparison.Ordinal) ? "windows" : "linux";
}
