using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace AwsPackages.Kit;

/// <summary>The part of the endpoint rule sets that all services share.</summary>
internal sealed class EndpointRules(ServiceTraits traits) : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var fips = parameters["UseFIPS"] is true;
        var dualStack = parameters["UseDualStack"] is true;
        if (parameters["Endpoint"] is string { Length: > 0 } custom)
            return fips || dualStack
                ? throw new AmazonClientException($"endpoint '{custom}' is custom: it cannot be combined with FIPS or dual stack")
                : new Endpoint(custom);
        if (parameters["Region"] is not string region)
            throw new AmazonClientException("no region: set AWS_REGION or the client's RegionEndpoint");
        var host = traits.HostOf(new EndpointQuery(Fn.Partition(region), region, fips, dualStack));
        return new Endpoint($"https://{host.Name}", AttributesOf(host), headersJson: null);
    }

    private static string? AttributesOf(ServiceHost host) => host.SigningRegion is null
        ? null
        : $$"""{"authSchemes":[{"name":"sigv4","signingRegion":"{{host.SigningRegion}}"}]}""";
}
