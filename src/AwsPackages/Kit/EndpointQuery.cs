using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace AwsPackages.Kit;

/// <summary>Where a request wants to go: the parameters of the public endpoint rule sets, a custom endpoint apart.</summary>
internal sealed record EndpointQuery(Partition Partition, string Region, bool Fips, bool DualStack)
{
    public string DnsSuffix => DualStack ? Partition.dualStackDnsSuffix : Partition.dnsSuffix;
}

/// <summary>A host name, and the region to sign for where that is not the client's (a global service).</summary>
internal sealed record ServiceHost(string Name, string? SigningRegion = null);
