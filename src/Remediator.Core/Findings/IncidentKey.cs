using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Findings;

/// <summary>
/// The same incident has the same key, whichever event reported it: cluster, registry, region, repository, puller and cause, and the tag or
/// digest where one image is to blame.
/// </summary>
public static class IncidentKey
{
    /// <summary><c>pull-</c> and 16 hex digits.</summary>
    public static string Of(PullFailure failure, Puller? puller, Cause cause)
    {
        var (registry, region, repository, label) = failure.Image switch
        {
            ImageReference.Ecr ecr => (ecr.Registry.Account, ecr.Registry.Region, ecr.Repository, ecr.Label),
            var other => ("", "", other.ToString() ?? "", ""),
        };
        var parts = new JsonArray(
            failure.Scope.Account, failure.Scope.Region, failure.Scope.Cluster, registry, region, repository,
            puller?.Role.ToString() ?? failure.Compute.GroupKey,
            cause.WireName,
            cause.Subject is CauseSubject.Image ? label : "");
        return $"pull-{Digest.Of(parts)[..16]}";
    }
}
