using System.Net;
using Amazon.Runtime;

namespace Amazon.EKS.Model;

public class AccessDeniedException : AmazonEKSException
{
    public AccessDeniedException() { }
    public AccessDeniedException(string? message) : base(message) { }
    public AccessDeniedException(string? message, Exception? innerException) : base(message, innerException) { }
    public AccessDeniedException(Exception? innerException) : base(innerException) { }
    public AccessDeniedException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public AccessDeniedException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class ClientException : AmazonEKSException
{
    public ClientException() { }
    public ClientException(string? message) : base(message) { }
    public ClientException(string? message, Exception? innerException) : base(message, innerException) { }
    public ClientException(Exception? innerException) : base(innerException) { }
    public ClientException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public ClientException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidParameterException : AmazonEKSException
{
    public InvalidParameterException() { }
    public InvalidParameterException(string? message) : base(message) { }
    public InvalidParameterException(string? message, Exception? innerException) : base(message, innerException) { }
    public InvalidParameterException(Exception? innerException) : base(innerException) { }
    public InvalidParameterException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public InvalidParameterException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidRequestException : AmazonEKSException
{
    public InvalidRequestException() { }
    public InvalidRequestException(string? message) : base(message) { }
    public InvalidRequestException(string? message, Exception? innerException) : base(message, innerException) { }
    public InvalidRequestException(Exception? innerException) : base(innerException) { }
    public InvalidRequestException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public InvalidRequestException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class ResourceNotFoundException : AmazonEKSException
{
    public ResourceNotFoundException() { }
    public ResourceNotFoundException(string? message) : base(message) { }
    public ResourceNotFoundException(string? message, Exception? innerException) : base(message, innerException) { }
    public ResourceNotFoundException(Exception? innerException) : base(innerException) { }
    public ResourceNotFoundException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public ResourceNotFoundException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class ServerException : AmazonEKSException
{
    public ServerException() { }
    public ServerException(string? message) : base(message) { }
    public ServerException(string? message, Exception? innerException) : base(message, innerException) { }
    public ServerException(Exception? innerException) : base(innerException) { }
    public ServerException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public ServerException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class ServiceUnavailableException : AmazonEKSException
{
    public ServiceUnavailableException() { }
    public ServiceUnavailableException(string? message) : base(message) { }
    public ServiceUnavailableException(string? message, Exception? innerException) : base(message, innerException) { }
    public ServiceUnavailableException(Exception? innerException) : base(innerException) { }
    public ServiceUnavailableException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public ServiceUnavailableException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class ThrottlingException : AmazonEKSException
{
    public ThrottlingException() { }
    public ThrottlingException(string? message) : base(message) { }
    public ThrottlingException(string? message, Exception? innerException) : base(message, innerException) { }
    public ThrottlingException(Exception? innerException) : base(innerException) { }
    public ThrottlingException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public ThrottlingException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}
