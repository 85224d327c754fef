using System.Net;
using Amazon.Runtime;

namespace Amazon.IdentityManagement;

public class AmazonIdentityManagementServiceException : AmazonServiceException
{
    public AmazonIdentityManagementServiceException() { }
    public AmazonIdentityManagementServiceException(string? message) : base(message) { }
    public AmazonIdentityManagementServiceException(string? message, Exception? innerException) : base(message, innerException) { }
    public AmazonIdentityManagementServiceException(Exception? innerException) : base(innerException) { }
    public AmazonIdentityManagementServiceException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public AmazonIdentityManagementServiceException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}
