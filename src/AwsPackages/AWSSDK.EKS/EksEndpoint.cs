using AwsPackages.Kit;

namespace Amazon.EKS;

/// <summary>https://docs.aws.amazon.com/general/latest/gr/eks.html</summary>
internal static class EksEndpoint
{
    public static ServiceHost HostOf(EndpointQuery query) => new($"{LabelOf(query)}.{query.Region}.{query.DnsSuffix}");

    private static string LabelOf(EndpointQuery query) => (query.Fips, query.DualStack, query.Partition.name) switch
    {
        (false, _, _) => "eks",
        (true, false, "aws") => "fips.eks",
        (true, false, "aws-us-gov") => "eks",
        _ => "eks-fips",
    };
}
