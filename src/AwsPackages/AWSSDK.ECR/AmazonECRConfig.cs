using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using AwsPackages.Kit;

namespace Amazon.ECR;

public class AmazonECRConfig : ClientConfig
{
    internal static readonly ServiceTraits Traits = new("ECR", "Amazon.ECR", "2015-09-21", EcrEndpoint.HostOf);

    public AmazonECRConfig() : base(Defaults.Provider())
    {
        base.ServiceId = ServiceId;
        AuthenticationServiceName = "ecr";
        EndpointProvider = new EndpointRules(Traits);
    }

    public static new string ServiceId => "ECR";

    public override string RegionEndpointServiceName => "api.ecr";

    public override string ServiceVersion => Traits.ApiVersion;

    public override string UserAgent => Traits.UserAgent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        ServicePipeline.EndpointOf(this, parameters, ServiceId);
}
