using Amazon.ECR.Model;
using AwsPackages.Kit;

namespace Amazon.ECR;

internal static class EcrErrors
{
    public static readonly ServiceErrors Known = new((m, e, t, c, r, s) => new AmazonECRException(m, e, t, c, r, s))
    {
        ["ImageNotFoundException"] = (m, e, t, c, r, s) => new ImageNotFoundException(m, e, t, c, r, s),
        ["InvalidParameterException"] = (m, e, t, c, r, s) => new InvalidParameterException(m, e, t, c, r, s),
        ["LifecyclePolicyNotFoundException"] = (m, e, t, c, r, s) => new LifecyclePolicyNotFoundException(m, e, t, c, r, s),
        ["LimitExceededException"] = (m, e, t, c, r, s) => new LimitExceededException(m, e, t, c, r, s),
        ["PullThroughCacheRuleNotFoundException"] = (m, e, t, c, r, s) => new PullThroughCacheRuleNotFoundException(m, e, t, c, r, s),
        ["RegistryPolicyNotFoundException"] = (m, e, t, c, r, s) => new RegistryPolicyNotFoundException(m, e, t, c, r, s),
        ["RepositoryNotFoundException"] = (m, e, t, c, r, s) => new RepositoryNotFoundException(m, e, t, c, r, s),
        ["RepositoryPolicyNotFoundException"] = (m, e, t, c, r, s) => new RepositoryPolicyNotFoundException(m, e, t, c, r, s),
        ["ServerException"] = (m, e, t, c, r, s) => new ServerException(m, e, t, c, r, s),
        ["UnableToGetUpstreamImageException"] = (m, e, t, c, r, s) => new UnableToGetUpstreamImageException(m, e, t, c, r, s),
        ["ValidationException"] = (m, e, t, c, r, s) => new ValidationException(m, e, t, c, r, s),
    };
}
