using AwsPackages.Kit;
using Amazon.SimpleNotificationService.Model;

namespace Amazon.SimpleNotificationService;

internal static class SnsErrors
{
    public static readonly ServiceErrors Known = new((m, e, t, c, r, s) => new AmazonSimpleNotificationServiceException(m, e, t, c, r, s))
    {
        ["AuthorizationError"] = (m, e, t, c, r, s) => new AuthorizationErrorException(m, e, t, c, r, s),
        ["EndpointDisabled"] = (m, e, t, c, r, s) => new EndpointDisabledException(m, e, t, c, r, s),
        ["InternalError"] = (m, e, t, c, r, s) => new InternalErrorException(m, e, t, c, r, s),
        ["InvalidParameter"] = (m, e, t, c, r, s) => new InvalidParameterException(m, e, t, c, r, s),
        ["ParameterValueInvalid"] = (m, e, t, c, r, s) => new InvalidParameterValueException(m, e, t, c, r, s),
        ["InvalidSecurity"] = (m, e, t, c, r, s) => new InvalidSecurityException(m, e, t, c, r, s),
        ["KMSAccessDenied"] = (m, e, t, c, r, s) => new KMSAccessDeniedException(m, e, t, c, r, s),
        ["KMSDisabled"] = (m, e, t, c, r, s) => new KMSDisabledException(m, e, t, c, r, s),
        ["KMSInvalidState"] = (m, e, t, c, r, s) => new KMSInvalidStateException(m, e, t, c, r, s),
        ["KMSNotFound"] = (m, e, t, c, r, s) => new KMSNotFoundException(m, e, t, c, r, s),
        ["KMSOptInRequired"] = (m, e, t, c, r, s) => new KMSOptInRequiredException(m, e, t, c, r, s),
        ["KMSThrottling"] = (m, e, t, c, r, s) => new KMSThrottlingException(m, e, t, c, r, s),
        ["NotFound"] = (m, e, t, c, r, s) => new NotFoundException(m, e, t, c, r, s),
        ["PlatformApplicationDisabled"] = (m, e, t, c, r, s) => new PlatformApplicationDisabledException(m, e, t, c, r, s),
        ["ValidationException"] = (m, e, t, c, r, s) => new ValidationException(m, e, t, c, r, s),
    };
}
