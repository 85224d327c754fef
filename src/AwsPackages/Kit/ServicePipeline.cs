using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Util;

namespace AwsPackages.Kit;

/// <summary>The two handlers that a service client puts into the SDK's pipeline: endpoint and signature.</summary>
internal static class ServicePipeline
{
    public static void Customize(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new EndpointHandler());
        pipeline.AddHandlerAfter<Marshaller>(new SignatureHandler());
    }

    public static Endpoint EndpointOf(ClientConfig config, ServiceOperationEndpointParameters parameters, string serviceId) =>
        new EndpointHandler().GetEndpoint(new Amazon.Runtime.Internal.ExecutionContext(
            new RequestContext(false)
            {
                ClientConfig = config,
                OriginalRequest = parameters.Request,
                Request = new DefaultRequest(parameters.Request, serviceId) { AlternateEndpoint = parameters.AlternateEndpoint },
            },
            responseContext: null));

    private sealed class EndpointHandler : BaseEndpointResolver
    {
        protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)
        {
            var config = requestContext.ClientConfig;
            return new EndpointParameters
            {
                ["Region"] = RegionOf(config, requestContext.Request.AlternateEndpoint),
                ["Endpoint"] = config.ServiceURL,
                ["UseFIPS"] = config.UseFIPSEndpoint,
                ["UseDualStack"] = config.UseDualstackEndpoint,
            };
        }

        private static string? RegionOf(IClientConfig config, RegionEndpoint? alternate) =>
            (alternate ?? config.RegionEndpoint)?.SystemName
            ?? (string.IsNullOrEmpty(config.ServiceURL) ? null
                : string.IsNullOrEmpty(config.AuthenticationRegion) ? AWSSDKUtils.DetermineRegion(config.ServiceURL)
                : config.AuthenticationRegion);
    }

    private sealed class SignatureHandler : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
    }
}
