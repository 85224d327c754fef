using System.Text;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Util;

namespace AwsPackages.Kit;

/// <summary>AWS Query: a form goes, XML comes (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html).</summary>
internal sealed class QueryProtocol(ServiceTraits traits, ServiceErrors errors)
{
    public InvokeOptions Operation<TRequest, TResponse>(string action, Func<TRequest, Form> fields, Func<XElement, TResponse> answer)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse => new()
        {
            RequestMarshaller = new RequestWriter<TRequest>(traits, (request, input) =>
            {
                request.Headers[HeaderKeys.ContentTypeHeader] = "application/x-www-form-urlencoded; charset=utf-8";
                request.Content = Encoding.UTF8.GetBytes($"Action={action}&Version={traits.ApiVersion}{fields(input)}");
            }),
            ResponseUnmarshaller = new XmlAnswer<TResponse>($"{action}Result", answer, errors),
        };
}
