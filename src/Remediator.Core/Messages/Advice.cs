namespace Remediator.Core;

/// <summary>One thing a person may do next: a sentence, and the command for it where there is one.</summary>
public sealed record Advice(string Says, string? Command)
{
    public static IReadOnlyList<Advice> For(Finding finding) => finding.Outcome switch
    {
        Outcome.Patched { Pulled: true } => [PutBack(finding, "If this Deny was meant, put the old policy back.")],
        Outcome.Patched =>
        [
            new("Look again: the kubelet tries to pull at least every 5 minutes.", ByHand.PodStatus(finding.Failure.First)),
            PutBack(finding, "If this Deny was meant, put the old policy back."),
        ],
        Outcome.RollbackFailed => [PutBack(finding, "Put the old policy back by hand, now.")],
        Outcome.PolicyMoved => [new("Read the policy as it is now; the next event judges it again.", ByHandRead(finding))],
        Outcome.RolledBack => [new(Sentence(NextStep.For(Cause.DeniedElsewhere)), null)],
        _ => OfPlan(finding),
    };

    private static IReadOnlyList<Advice> OfPlan(Finding finding) => (finding.Plan, finding.Plan.Proposal) switch
    {
        (Plan.PatchPolicy, { } patch) => [ByHandPatch(patch, "Apply the change by hand, or let this program do it with REMEDIATION_MODE=auto.")],
        (Plan.Ask ask, { } patch) => [ByHandPatch(patch, $"Decide: {ask.Why}. The change, if you want it:")],
        (Plan.LeaveAlone { Refused: true } leave, { } patch) =>
        [
            new($"To let this program do it, the owner tags the repository. It does not now: {leave.Why}.", ByHand.OptIn(patch.Image)),
            ByHandPatch(patch, "Or apply the change by hand:"),
        ],
        (Plan.LeaveAlone { Refused: true } leave, null) =>
        [
            new($"This program does not edit it: {leave.Why}.", null),
            new(Sentence(NextStep.For(finding.Verdict.Cause)), null),
        ],
        _ => [new(Sentence(finding.Plan.Why), null)],
    };

    private static Advice ByHandPatch(PolicyPatch patch, string says) => new(says, ByHand.SetRepositoryPolicy(patch.Image, patch.After));

    private static Advice PutBack(Finding finding, string says) =>
        new(says, finding.Plan.Proposal is { } patch ? ByHand.SetRepositoryPolicy(patch.Image, patch.Before) : null);

    private static string? ByHandRead(Finding finding) => finding.Failure.Image is ImageReference.Ecr image ? ByHand.RepositoryPolicy(image) : null;

    private static string Sentence(string why) => $"{char.ToUpperInvariant(why[0])}{why[1..]}.";
}
