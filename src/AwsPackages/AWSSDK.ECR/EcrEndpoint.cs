using AwsPackages.Kit;

namespace Amazon.ECR;

/// <summary>https://docs.aws.amazon.com/general/latest/gr/ecr.html</summary>
internal static class EcrEndpoint
{
    public static ServiceHost HostOf(EndpointQuery query) =>
        new($"{(query.DualStack ? "ecr" : "api.ecr")}{(query.Fips ? "-fips" : "")}.{query.Region}.{query.DnsSuffix}");
}
