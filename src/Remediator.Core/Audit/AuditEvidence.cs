using Remediator.Core.Failures;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Audit;

/// <summary>
/// The chain of evidence about a pull that is still to come: who uses the image, then what the verdict shows, then the rest.
/// </summary>
internal static class AuditEvidence
{
    /// <param name="isNow">The verdict is about a pull that fails already; of one to come there is neither a status nor an event.</param>
    public static IReadOnlyList<Evidence> Of(ImageUse use, AuditFacts facts, Verdict verdict, bool isNow) =>
    [
        Used(use),
        .. verdict.Evidence.Where(one => one.Step is not Step.PodStatus && (isNow || one.Step is not Step.PodEvents))
            .Select(one => OfWorkload(use, one)),
        .. ExpiryCheck.EvidenceOf(use.Image, facts),
        .. CacheCheck.EvidenceOf(use, facts),
        .. PlatformCheck.EvidenceOf(use, facts),
        .. SecretCheck.EvidenceOf(use, facts),
        .. KeyCheck.EvidenceOf(use.Image, facts),
    ];

    private static Evidence Used(ImageUse use)
    {
        var first = use.Usages[0];
        var (name, command) = ($"{first.Namespace}/{first.Workload}", ShellCommands.Workload(first.Namespace, first.Workload));
        return use switch
        {
            { Waiting: > 0 } => new(Step.PodStatus, StepResult.Fail,
                new Message("audit.waits", ("count", use.Waiting), ("workload", name)), command),
            { Pods: 0 } when use.Usages.FirstOrDefault(usage => usage.RunsElsewhere) is { } other => new(Step.PodStatus, StepResult.Skipped,
                new Message("audit.may-move", ("workload", $"{other.Namespace}/{other.Workload}"), ("count", use.Usages.Count)),
                ShellCommands.Workload(other.Namespace, other.Workload)),
            { Pods: 0 } => new(Step.PodStatus, StepResult.Skipped,
                new Message("audit.no-pod", ("workload", name), ("count", use.Usages.Count)), command),
            _ => new(Step.PodStatus, StepResult.Pass,
                new Message("audit.runs", ("pods", use.Pods), ("workloads", use.Usages.Count), ("workload", name)), command),
        };
    }

    /// <summary>Commands about a pod become those about its workload, which is there whether it has pods or not.</summary>
    private static Evidence OfWorkload(ImageUse use, Evidence evidence) => evidence.Step switch
    {
        Step.ImageReference => evidence with { Command = ShellCommands.WorkloadImages(use.Usages[0].Namespace, use.Usages[0].Workload) },
        Step.Puller when use.Pull.Credentials is PodCredentials.ServiceAccountRole =>
            evidence with { Command = ShellCommands.WorkloadCredentials(use.Usages[0].Namespace, use.Usages[0].Workload) },
        _ => evidence,
    };
}
