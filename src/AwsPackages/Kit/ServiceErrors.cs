using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace AwsPackages.Kit;

internal delegate AmazonServiceException ServiceError(
    string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode);

/// <summary>The service's exceptions by error code; a code that is not listed becomes the service's general exception.</summary>
internal sealed class ServiceErrors(ServiceError general) : Dictionary<string, ServiceError>
{
    public AmazonServiceException ExceptionOf(ErrorResponse error, Exception? innerException, HttpStatusCode status) =>
        this.GetValueOrDefault(error.Code ?? "", general)(error.Message, innerException, error.Type, error.Code, error.RequestId, status);
}
