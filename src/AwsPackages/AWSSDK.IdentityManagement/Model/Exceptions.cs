using System.Net;
using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

public class InvalidInputException : AmazonIdentityManagementServiceException
{
    public InvalidInputException() { }
    public InvalidInputException(string? message) : base(message) { }
    public InvalidInputException(string? message, Exception? innerException) : base(message, innerException) { }
    public InvalidInputException(Exception? innerException) : base(innerException) { }
    public InvalidInputException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public InvalidInputException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class NoSuchEntityException : AmazonIdentityManagementServiceException
{
    public NoSuchEntityException() { }
    public NoSuchEntityException(string? message) : base(message) { }
    public NoSuchEntityException(string? message, Exception? innerException) : base(message, innerException) { }
    public NoSuchEntityException(Exception? innerException) : base(innerException) { }
    public NoSuchEntityException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public NoSuchEntityException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class ServiceFailureException : AmazonIdentityManagementServiceException
{
    public ServiceFailureException() { }
    public ServiceFailureException(string? message) : base(message) { }
    public ServiceFailureException(string? message, Exception? innerException) : base(message, innerException) { }
    public ServiceFailureException(Exception? innerException) : base(innerException) { }
    public ServiceFailureException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public ServiceFailureException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}
