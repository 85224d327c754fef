using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace AwsPackages.Kit;

internal sealed class RequestWriter<TRequest>(ServiceTraits traits, Action<DefaultRequest, TRequest> write)
    : IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonWebServiceRequest
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, traits.Name) { HttpMethod = "POST", ResourcePath = "/" };
        write(request, (TRequest)input);
        return request;
    }
}
