using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace AwsPackages.Kit;

/// <summary>What tells one service from another. <c>HostOf</c> is the service's endpoint rule set.</summary>
internal sealed record ServiceTraits(string ServiceId, string Name, string ApiVersion, Func<EndpointQuery, ServiceHost> HostOf) : IServiceMetadata
{
    public string UserAgent { get; } = InternalSDKUtils.BuildUserAgentString(ServiceId, "4.0.0-stand-in");

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
}
