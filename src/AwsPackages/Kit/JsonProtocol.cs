using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Util;

namespace AwsPackages.Kit;

/// <summary>
/// AWS JSON 1.1 (https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html) and the GET half of REST JSON
/// (https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html).
/// </summary>
internal sealed class JsonProtocol(ServiceTraits traits, JsonSerializerContext json, ServiceErrors errors)
{
    private readonly JsonSerializerOptions options = new(json.Options) { TypeInfoResolver = json.WithAddedModifier(LeaveOutEmptyCollections) };

    public InvokeOptions Post<TRequest, TResponse>(string target)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new() => Operation<TRequest, TResponse>((request, input) =>
        {
            request.Headers["X-Amz-Target"] = target;
            request.Headers[HeaderKeys.ContentTypeHeader] = "application/x-amz-json-1.1";
            request.Content = JsonSerializer.SerializeToUtf8Bytes(input, TypeInfo<TRequest>());
        });

    public InvokeOptions Get<TRequest, TResponse>(string path, Action<DefaultRequest, TRequest> bind)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new() => Operation<TRequest, TResponse>((request, input) =>
        {
            request.HttpMethod = "GET";
            request.ResourcePath = path;
            bind(request, input);
            request.UseQueryString = request.Parameters.Count > 0;
        });

    private InvokeOptions Operation<TRequest, TResponse>(Action<DefaultRequest, TRequest> write)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new() => new()
        {
            RequestMarshaller = new RequestWriter<TRequest>(traits, (request, input) =>
            {
                request.Headers[HeaderKeys.XAmzApiVersion] = traits.ApiVersion;
                write(request, input);
            }),
            ResponseUnmarshaller = new JsonAnswer<TResponse>(TypeInfo<TResponse>(), errors),
        };

    private JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));

    /// <summary>Under <see cref="Amazon.AWSConfigs.InitializeCollections"/> an empty collection is one that nobody has set.</summary>
    private static void LeaveOutEmptyCollections(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => typeof(System.Collections.ICollection).IsAssignableFrom(property.PropertyType)))
            property.ShouldSerialize = (_, value) =>
                value is System.Collections.ICollection collection && (collection.Count > 0 || !Amazon.AWSConfigs.InitializeCollections);
    }
}
