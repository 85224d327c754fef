using System.Net;
using Amazon.Runtime;

namespace Amazon.ECR.Model;

public class ImageNotFoundException : AmazonECRException
{
    public ImageNotFoundException() { }
    public ImageNotFoundException(string? message) : base(message) { }
    public ImageNotFoundException(string? message, Exception? innerException) : base(message, innerException) { }
    public ImageNotFoundException(Exception? innerException) : base(innerException) { }
    public ImageNotFoundException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public ImageNotFoundException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidParameterException : AmazonECRException
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

public class LifecyclePolicyNotFoundException : AmazonECRException
{
    public LifecyclePolicyNotFoundException() { }
    public LifecyclePolicyNotFoundException(string? message) : base(message) { }
    public LifecyclePolicyNotFoundException(string? message, Exception? innerException) : base(message, innerException) { }
    public LifecyclePolicyNotFoundException(Exception? innerException) : base(innerException) { }
    public LifecyclePolicyNotFoundException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public LifecyclePolicyNotFoundException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class LimitExceededException : AmazonECRException
{
    public LimitExceededException() { }
    public LimitExceededException(string? message) : base(message) { }
    public LimitExceededException(string? message, Exception? innerException) : base(message, innerException) { }
    public LimitExceededException(Exception? innerException) : base(innerException) { }
    public LimitExceededException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public LimitExceededException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class PullThroughCacheRuleNotFoundException : AmazonECRException
{
    public PullThroughCacheRuleNotFoundException() { }
    public PullThroughCacheRuleNotFoundException(string? message) : base(message) { }
    public PullThroughCacheRuleNotFoundException(string? message, Exception? innerException) : base(message, innerException) { }
    public PullThroughCacheRuleNotFoundException(Exception? innerException) : base(innerException) { }
    public PullThroughCacheRuleNotFoundException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public PullThroughCacheRuleNotFoundException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class RegistryPolicyNotFoundException : AmazonECRException
{
    public RegistryPolicyNotFoundException() { }
    public RegistryPolicyNotFoundException(string? message) : base(message) { }
    public RegistryPolicyNotFoundException(string? message, Exception? innerException) : base(message, innerException) { }
    public RegistryPolicyNotFoundException(Exception? innerException) : base(innerException) { }
    public RegistryPolicyNotFoundException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public RegistryPolicyNotFoundException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class RepositoryNotFoundException : AmazonECRException
{
    public RepositoryNotFoundException() { }
    public RepositoryNotFoundException(string? message) : base(message) { }
    public RepositoryNotFoundException(string? message, Exception? innerException) : base(message, innerException) { }
    public RepositoryNotFoundException(Exception? innerException) : base(innerException) { }
    public RepositoryNotFoundException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public RepositoryNotFoundException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class RepositoryPolicyNotFoundException : AmazonECRException
{
    public RepositoryPolicyNotFoundException() { }
    public RepositoryPolicyNotFoundException(string? message) : base(message) { }
    public RepositoryPolicyNotFoundException(string? message, Exception? innerException) : base(message, innerException) { }
    public RepositoryPolicyNotFoundException(Exception? innerException) : base(innerException) { }
    public RepositoryPolicyNotFoundException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public RepositoryPolicyNotFoundException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class ServerException : AmazonECRException
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

public class UnableToGetUpstreamImageException : AmazonECRException
{
    public UnableToGetUpstreamImageException() { }
    public UnableToGetUpstreamImageException(string? message) : base(message) { }
    public UnableToGetUpstreamImageException(string? message, Exception? innerException) : base(message, innerException) { }
    public UnableToGetUpstreamImageException(Exception? innerException) : base(innerException) { }
    public UnableToGetUpstreamImageException(string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public UnableToGetUpstreamImageException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
}

public class ValidationException : AmazonECRException
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
