using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using AwsPackages.Kit;

namespace Amazon.IdentityManagement;

public class AmazonIdentityManagementServiceConfig : ClientConfig
{
    internal static readonly ServiceTraits Traits = new("IAM", "Amazon.IdentityManagement", "2010-05-08", IamEndpoint.HostOf);

    public AmazonIdentityManagementServiceConfig() : base(Defaults.Provider())
    {
        base.ServiceId = ServiceId;
        AuthenticationServiceName = "iam";
        EndpointProvider = new EndpointRules(Traits);
    }

    public static new string ServiceId => "IAM";

    public override string RegionEndpointServiceName => "iam";

    public override string ServiceVersion => Traits.ApiVersion;

    public override string UserAgent => Traits.UserAgent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        ServicePipeline.EndpointOf(this, parameters, ServiceId);
}
