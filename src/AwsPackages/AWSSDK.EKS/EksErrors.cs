using AwsPackages.Kit;
using Amazon.EKS.Model;

namespace Amazon.EKS;

internal static class EksErrors
{
    public static readonly ServiceErrors Known = new((m, e, t, c, r, s) => new AmazonEKSException(m, e, t, c, r, s))
    {
        ["AccessDeniedException"] = (m, e, t, c, r, s) => new AccessDeniedException(m, e, t, c, r, s),
        ["ClientException"] = (m, e, t, c, r, s) => new ClientException(m, e, t, c, r, s),
        ["InvalidParameterException"] = (m, e, t, c, r, s) => new InvalidParameterException(m, e, t, c, r, s),
        ["InvalidRequestException"] = (m, e, t, c, r, s) => new InvalidRequestException(m, e, t, c, r, s),
        ["ResourceNotFoundException"] = (m, e, t, c, r, s) => new ResourceNotFoundException(m, e, t, c, r, s),
        ["ServerException"] = (m, e, t, c, r, s) => new ServerException(m, e, t, c, r, s),
        ["ServiceUnavailableException"] = (m, e, t, c, r, s) => new ServiceUnavailableException(m, e, t, c, r, s),
        ["ThrottlingException"] = (m, e, t, c, r, s) => new ThrottlingException(m, e, t, c, r, s),
    };
}
