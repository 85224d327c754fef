namespace Remediator.Core.Images;

/// <summary>A private ECR registry, as its host names it: the account and region to ask, whatever region the cluster is in.</summary>
/// <param name="Host">Without a port, as printed in the image.</param>
/// <param name="Partition"><c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c>, …: the second part of its ARNs.</param>
public sealed record EcrRegistry(string Account, string Region, string Host, string Partition)
{
    /// <summary>
    /// The hosts of the kubelet's ECR credential provider: dual-stack, FIPS, China, GovCloud, EU and isolated partitions; null for any
    /// other.
    /// https://github.com/kubernetes/cloud-provider-aws/blob/master/cmd/ecr-credential-provider/main.go
    /// </summary>
    public static EcrRegistry? OfHost(string host) =>
        host.Split('.') switch
        {
            [var account, "dkr", "ecr" or "ecr-fips", var region, .. var suffix] => Of(host, account, region, suffix),
            [var account, "dkr-ecr" or "dkr-ecr-fips", var region, .. var suffix] => Of(host, account, region, suffix),
            _ => null,
        };

    /// <summary>
    /// The one name that is looked up for IPv4 only and that interface endpoints take over; not the dual-stack and the FIPS ones.
    /// </summary>
    public bool HasOrdinaryName => Host.Contains(".dkr.ecr.", StringComparison.Ordinal);

    public Place Place => new(Account, Region);

    /// <summary>Of another partition than a region: no credentials of one count in the other.</summary>
    public bool IsBeyond(string region) => AwsPartition.Of(region) is { } own && own != Partition;

    public string RepositoryArn(string repository) => $"arn:{Partition}:ecr:{Region}:{Account}:repository/{repository}";

    private static EcrRegistry? Of(string host, string account, string region, string[] suffix) =>
        NameGrammar.IsAccount(account) && IsRegion(region) && PartitionOf(region, string.Join('.', suffix)) is { } partition
            ? new(account, region, host, partition)
            : null;

    private static bool IsRegion(string text) =>
        text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static string? PartitionOf(string region, string suffix) => suffix switch
    {
        "amazonaws.com" or "on.aws" => region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov" : "aws",
        "amazonaws.com.cn" or "on.amazonwebservices.com.cn" => "aws-cn",
        "amazonaws.eu" => "aws-eusc",
        "c2s.ic.gov" => "aws-iso",
        "sc2s.sgov.gov" => "aws-iso-b",
        "cloud.adc-e.uk" => "aws-iso-e",
        "csp.hci.ic.gov" => "aws-iso-f",
        _ => null,
    };
}

/// <summary>An account and a region of it: where something is asked for.</summary>
public sealed record Place(string Account, string Region)
{
    public override string ToString() => $"account {Account}, region {Region}";
}
