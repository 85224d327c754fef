using AwsPackages.Kit;
using Amazon.IdentityManagement.Model;

namespace Amazon.IdentityManagement;

internal static class IamErrors
{
    public static readonly ServiceErrors Known = new((m, e, t, c, r, s) => new AmazonIdentityManagementServiceException(m, e, t, c, r, s))
    {
        ["InvalidInput"] = (m, e, t, c, r, s) => new InvalidInputException(m, e, t, c, r, s),
        ["NoSuchEntity"] = (m, e, t, c, r, s) => new NoSuchEntityException(m, e, t, c, r, s),
        ["ServiceFailure"] = (m, e, t, c, r, s) => new ServiceFailureException(m, e, t, c, r, s),
    };
}
