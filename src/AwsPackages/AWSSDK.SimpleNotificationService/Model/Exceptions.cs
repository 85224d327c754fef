using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

public class AuthorizationErrorException : AmazonSimpleNotificationServiceException
{
    public AuthorizationErrorException() { }
    public AuthorizationErrorException(string? message) : base(message) { }
    public AuthorizationErrorException(string? message, Exception? innerException) : base(message, innerException) { }
    public AuthorizationErrorException(Exception? innerException) : base(innerException) { }
    public AuthorizationErrorException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public AuthorizationErrorException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class EndpointDisabledException : AmazonSimpleNotificationServiceException
{
    public EndpointDisabledException() { }
    public EndpointDisabledException(string? message) : base(message) { }
    public EndpointDisabledException(string? message, Exception? innerException) : base(message, innerException) { }
    public EndpointDisabledException(Exception? innerException) : base(innerException) { }
    public EndpointDisabledException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public EndpointDisabledException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class InternalErrorException : AmazonSimpleNotificationServiceException
{
    public InternalErrorException() { }
    public InternalErrorException(string? message) : base(message) { }
    public InternalErrorException(string? message, Exception? innerException) : base(message, innerException) { }
    public InternalErrorException(Exception? innerException) : base(innerException) { }
    public InternalErrorException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public InternalErrorException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidParameterException : AmazonSimpleNotificationServiceException
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

public class InvalidParameterValueException : AmazonSimpleNotificationServiceException
{
    public InvalidParameterValueException() { }
    public InvalidParameterValueException(string? message) : base(message) { }
    public InvalidParameterValueException(string? message, Exception? innerException) : base(message, innerException) { }
    public InvalidParameterValueException(Exception? innerException) : base(innerException) { }
    public InvalidParameterValueException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public InvalidParameterValueException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidSecurityException : AmazonSimpleNotificationServiceException
{
    public InvalidSecurityException() { }
    public InvalidSecurityException(string? message) : base(message) { }
    public InvalidSecurityException(string? message, Exception? innerException) : base(message, innerException) { }
    public InvalidSecurityException(Exception? innerException) : base(innerException) { }
    public InvalidSecurityException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public InvalidSecurityException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class KMSAccessDeniedException : AmazonSimpleNotificationServiceException
{
    public KMSAccessDeniedException() { }
    public KMSAccessDeniedException(string? message) : base(message) { }
    public KMSAccessDeniedException(string? message, Exception? innerException) : base(message, innerException) { }
    public KMSAccessDeniedException(Exception? innerException) : base(innerException) { }
    public KMSAccessDeniedException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public KMSAccessDeniedException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class KMSDisabledException : AmazonSimpleNotificationServiceException
{
    public KMSDisabledException() { }
    public KMSDisabledException(string? message) : base(message) { }
    public KMSDisabledException(string? message, Exception? innerException) : base(message, innerException) { }
    public KMSDisabledException(Exception? innerException) : base(innerException) { }
    public KMSDisabledException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public KMSDisabledException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class KMSInvalidStateException : AmazonSimpleNotificationServiceException
{
    public KMSInvalidStateException() { }
    public KMSInvalidStateException(string? message) : base(message) { }
    public KMSInvalidStateException(string? message, Exception? innerException) : base(message, innerException) { }
    public KMSInvalidStateException(Exception? innerException) : base(innerException) { }
    public KMSInvalidStateException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public KMSInvalidStateException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class KMSNotFoundException : AmazonSimpleNotificationServiceException
{
    public KMSNotFoundException() { }
    public KMSNotFoundException(string? message) : base(message) { }
    public KMSNotFoundException(string? message, Exception? innerException) : base(message, innerException) { }
    public KMSNotFoundException(Exception? innerException) : base(innerException) { }
    public KMSNotFoundException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public KMSNotFoundException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class KMSOptInRequiredException : AmazonSimpleNotificationServiceException
{
    public KMSOptInRequiredException() { }
    public KMSOptInRequiredException(string? message) : base(message) { }
    public KMSOptInRequiredException(string? message, Exception? innerException) : base(message, innerException) { }
    public KMSOptInRequiredException(Exception? innerException) : base(innerException) { }
    public KMSOptInRequiredException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public KMSOptInRequiredException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class KMSThrottlingException : AmazonSimpleNotificationServiceException
{
    public KMSThrottlingException() { }
    public KMSThrottlingException(string? message) : base(message) { }
    public KMSThrottlingException(string? message, Exception? innerException) : base(message, innerException) { }
    public KMSThrottlingException(Exception? innerException) : base(innerException) { }
    public KMSThrottlingException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public KMSThrottlingException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class NotFoundException : AmazonSimpleNotificationServiceException
{
    public NotFoundException() { }
    public NotFoundException(string? message) : base(message) { }
    public NotFoundException(string? message, Exception? innerException) : base(message, innerException) { }
    public NotFoundException(Exception? innerException) : base(innerException) { }
    public NotFoundException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public NotFoundException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class PlatformApplicationDisabledException : AmazonSimpleNotificationServiceException
{
    public PlatformApplicationDisabledException() { }
    public PlatformApplicationDisabledException(string? message) : base(message) { }
    public PlatformApplicationDisabledException(string? message, Exception? innerException) : base(message, innerException) { }
    public PlatformApplicationDisabledException(Exception? innerException) : base(innerException) { }
    public PlatformApplicationDisabledException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public PlatformApplicationDisabledException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class ValidationException : AmazonSimpleNotificationServiceException
{
    public ValidationException() { }
    public ValidationException(string? message) : base(message) { }
    public ValidationException(string? message, Exception? innerException) : base(message, innerException) { }
    public ValidationException(Exception? innerException) : base(innerException) { }
    public ValidationException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public ValidationException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}
