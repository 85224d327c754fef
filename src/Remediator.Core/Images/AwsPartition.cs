namespace Remediator.Core.Images;

/// <summary>
/// The partitions of AWS: separate sets of accounts, with credentials that count in none but their own.
/// https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
/// </summary>
public static class AwsPartition
{
    // the longer of two that begin alike stands first
    private static readonly (string Region, string Partition)[] s_others =
    [
        ("cn-", "aws-cn"), ("us-gov-", "aws-us-gov"), ("eusc-", "aws-eusc"), ("us-isob-", "aws-iso-b"), ("us-isof-", "aws-iso-f"),
        ("us-iso-", "aws-iso"), ("eu-isoe-", "aws-iso-e"),
    ];

    private static readonly string[] s_continents = ["us-", "eu-", "ap-", "sa-", "ca-", "mx-", "me-", "af-", "il-"];

    /// <summary>Null for a region that nobody knows yet.</summary>
    public static string? Of(string region) =>
        s_others.FirstOrDefault(one => region.StartsWith(one.Region, StringComparison.Ordinal)).Partition
        ?? (s_continents.Any(continent => region.StartsWith(continent, StringComparison.Ordinal)) ? "aws" : null);
}
