using System.Net;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace AwsPackages.Kit;

internal sealed class XmlAnswer<TResponse>(string result, Func<XElement, TResponse> read, ServiceErrors errors) : XmlResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse
{
    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
    {
        var root = XElement.Load(input.Stream);
        var response = read(root.Part(result) ?? new XElement(result));
        response.ResponseMetadata = new ResponseMetadata { RequestId = root.Part("ResponseMetadata")?.Text("RequestId") };
        return response;
    }

    public override AmazonServiceException UnmarshallException(XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode) =>
        errors.ExceptionOf(XmlErrorResponseUnmarshaller.GetInstance().Unmarshall(input), innerException, statusCode);
}

/// <summary>Reads an element's parts by local name: the namespace differs per service and says nothing more.</summary>
internal static class XmlParts
{
    public static XElement? Part(this XElement element, string name) => element.Elements().FirstOrDefault(part => part.Name.LocalName == name);

    public static string? Text(this XElement element, string name) => element.Part(name)?.Value;

    public static int? Number(this XElement element, string name) => element.Part(name) is { } part ? (int)part : null;

    public static bool? Flag(this XElement element, string name) => element.Part(name) is { } part ? (bool)part : null;

    public static DateTime? Time(this XElement element, string name) => element.Part(name) is { } part ? ((DateTimeOffset)part).UtcDateTime : null;

    /// <summary>As in the SDK, a list without members is the same as no list.</summary>
    public static List<T>? List<T>(this XElement element, string name, Func<XElement, T> read) =>
        element.Part(name)?.Elements().Select(read).ToList() is { Count: > 0 } list ? list
        : Amazon.AWSConfigs.InitializeCollections ? []
        : null;
}
