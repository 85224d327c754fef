using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using AwsPackages.Kit;

namespace Amazon.SimpleNotificationService;

public class AmazonSimpleNotificationServiceConfig : ClientConfig
{
    internal static readonly ServiceTraits Traits = new("SNS", "Amazon.SimpleNotificationService", "2010-03-31", SnsEndpoint.HostOf);

    public AmazonSimpleNotificationServiceConfig() : base(Defaults.Provider())
    {
        base.ServiceId = ServiceId;
        AuthenticationServiceName = "sns";
        EndpointProvider = new EndpointRules(Traits);
    }

    public static new string ServiceId => "SNS";

    public override string RegionEndpointServiceName => "sns";

    public override string ServiceVersion => Traits.ApiVersion;

    public override string UserAgent => Traits.UserAgent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        ServicePipeline.EndpointOf(this, parameters, ServiceId);
}
