using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using AwsPackages.Kit;

namespace Amazon.EKS;

public class AmazonEKSConfig : ClientConfig
{
    internal static readonly ServiceTraits Traits = new("EKS", "Amazon.EKS", "2017-11-01", EksEndpoint.HostOf);

    public AmazonEKSConfig() : base(Defaults.Provider())
    {
        base.ServiceId = ServiceId;
        AuthenticationServiceName = "eks";
        EndpointProvider = new EndpointRules(Traits);
    }

    public static new string ServiceId => "EKS";

    public override string RegionEndpointServiceName => "eks";

    public override string ServiceVersion => Traits.ApiVersion;

    public override string UserAgent => Traits.UserAgent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        ServicePipeline.EndpointOf(this, parameters, ServiceId);
}
