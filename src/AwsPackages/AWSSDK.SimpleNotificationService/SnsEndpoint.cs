using AwsPackages.Kit;

namespace Amazon.SimpleNotificationService;

/// <summary>https://docs.aws.amazon.com/general/latest/gr/sns.html; in GovCloud the plain names are FIPS end points.</summary>
internal static class SnsEndpoint
{
    public static ServiceHost HostOf(EndpointQuery query) => new($"{LabelOf(query)}.{query.Region}.{query.DnsSuffix}");

    private static string LabelOf(EndpointQuery query) => (query.Fips, query.DualStack, query.Partition.name) switch
    {
        (false, _, _) or (true, false, "aws-us-gov") => "sns",
        _ => "sns-fips",
    };
}
