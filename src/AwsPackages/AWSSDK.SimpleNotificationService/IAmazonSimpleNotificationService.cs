using Amazon.SimpleNotificationService.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Amazon.SimpleNotificationService;

/// <summary>The operations that the function uses of the interface of the same name; all others are left out.</summary>
public interface IAmazonSimpleNotificationService : IAmazonService, IDisposable
{
    Task<PublishResponse> PublishAsync(PublishRequest request, CancellationToken cancellationToken = default);

    Task<PublishResponse> PublishAsync(string topicArn, string message, CancellationToken cancellationToken = default);

    Task<PublishResponse> PublishAsync(string topicArn, string message, string? subject, CancellationToken cancellationToken = default);

    Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonSimpleNotificationServiceConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials? awsCredentials, ClientConfig clientConfig) =>
        clientConfig is not AmazonSimpleNotificationServiceConfig config ? throw new AmazonClientException($"{clientConfig?.GetType().Name ?? "null"} is not a AmazonSimpleNotificationServiceConfig")
        : awsCredentials is null ? new AmazonSimpleNotificationServiceClient(config)
        : new AmazonSimpleNotificationServiceClient(awsCredentials, config);
}
