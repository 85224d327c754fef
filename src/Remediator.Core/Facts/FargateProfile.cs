using Remediator.Core.Failures;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Facts;

/// <summary>A Fargate profile as EKS describes it: the role its pods' images are pulled with, and which pods it takes.</summary>
public sealed record FargateProfile(string Name, RoleArn Role, IReadOnlyList<FargateSelector> Selectors)
{
    public bool Takes(Compute.Fargate pod) => Selectors.Any(selector => selector.Takes(pod));

    /// <summary>Whether it takes the pod, or would have with other labels.</summary>
    public bool MayTake(Compute.Fargate pod) => Selectors.Any(selector => selector.TakesFrom(pod.Namespace));
}

/// <summary>
/// Namespace and labels may hold <c>*</c> and <c>?</c>: https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html
/// </summary>
public sealed record FargateSelector(string Namespace, IReadOnlyDictionary<string, string> Labels)
{
    public bool TakesFrom(string ns) => Wildcard.Matches(Namespace, ns);

    public bool Takes(Compute.Fargate pod) => TakesFrom(pod.Namespace)
        && Labels.All(wanted => pod.PodLabels
            .Any(label => Wildcard.Matches(wanted.Key, label.Key) && Wildcard.Matches(wanted.Value, label.Value)));
}
