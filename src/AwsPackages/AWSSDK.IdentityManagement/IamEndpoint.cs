using AwsPackages.Kit;

namespace Amazon.IdentityManagement;

/// <summary>One endpoint a partition, signed for the partition's own region: https://docs.aws.amazon.com/general/latest/gr/iam-service.html</summary>
internal static class IamEndpoint
{
    public static ServiceHost HostOf(EndpointQuery query)
    {
        var home = query.Partition.name is "aws-cn" ? "cn-north-1" : query.Partition.implicitGlobalRegion;
        var label = query.Fips && query.Partition.name is not "aws-us-gov" ? "iam-fips" : "iam";
        var place = (query.Partition.name, query.DualStack) switch
        {
            ("aws", false) => "",
            ("aws" or "aws-cn", true) => "global.",
            ("aws-us-gov", _) => "us-gov.",
            _ => $"{home}.",
        };
        return new($"{label}.{place}{query.DnsSuffix}", home);
    }
}
