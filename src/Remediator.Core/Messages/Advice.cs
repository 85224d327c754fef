using Remediator.Core.Findings;
using Remediator.Core.Images;
using Remediator.Core.Plans;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Messages;

/// <summary>One thing a person may do next: a sentence, and the command for it where there is one.</summary>
public sealed record Advice(string Says, string? Command)
{
    public static IReadOnlyList<Advice> For(Report report, Words words) => report.Result switch
    {
        nameof(Outcome.Patched) when report.Verified => [PutBack(Hint.PutBackIfMeant, report, words)],
        nameof(Outcome.Patched) => [new(words.Of(Hint.LookAgain, ""), report.CommandOf(Step.PodStatus)), PutBack(Hint.PutBackIfMeant, report, words)],
        nameof(Outcome.RollbackFailed) => [PutBack(Hint.PutBackNow, report, words)],
        nameof(Outcome.PolicyMoved) => [new(words.Of(Hint.ReadPolicyAgain, ""), report.CommandOf(Step.RepositoryPolicy))],
        nameof(Outcome.RolledBack) => [OfCause(Cause.DeniedElsewhere, words)],
        nameof(Outcome.NotNeeded) => [new(words.Of(Hint.NothingToDo, ""), null)],
        _ => [.. OfPlan(report, words)],
    };

    private static IEnumerable<Advice> OfPlan(Report report, Words words)
    {
        var why = $"{report.Why}";
        return (report.Action, report.Change) switch
        {
            (nameof(Plan.PatchPolicy), { } change) when report.Status is Status.AwaitingApproval => [Approve(change, words), Apply(Hint.ApplyByHand, "", report, words)],
            (nameof(Plan.PatchPolicy), { }) when report.Result == nameof(Outcome.None) => [Apply(Hint.ApplyOrLetApply, "", report, words)],
            (nameof(Plan.PatchPolicy), { }) => [Apply(Hint.ApplyByHand, "", report, words)],
            (nameof(Plan.Ask), { } change) when report.Status is Status.AwaitingApproval => [Apply(Hint.Decide, why, report, words), Approve(change, words)],
            (nameof(Plan.Ask), { }) => [Apply(Hint.Decide, why, report, words)],
            (_, { }) when report.IsRefusal =>
                [new(words.Of(Hint.AskOwner, why), OptIns.Command(ImageOf(report))), Apply(Hint.ApplyByHand, "", report, words)],
            (_, { }) => [new(words.Sentence(why), null), Apply(Hint.ApplyByHand, "", report, words)],
            (_, null) when report.IsRefusal => [new(words.Of(Hint.NotEdited, why), null), OfCause(report.Cause, words)],
            _ => [OfCause(report.Cause, words)],
        };
    }

    private static Advice OfCause(Cause cause, Words words) => new(words.Sentence(NextStep.For(cause)), null);

    private static Advice Apply(Hint hint, string why, Report report, Words words) =>
        new(words.Of(hint, why), ShellCommands.SetRepositoryPolicy(ImageOf(report), report.Change!.After));

    private static Advice Approve(Change change, Words words) => new(words.Of(Hint.Approve, ""), ShellCommands.Approve(change.Hash));

    private static Advice PutBack(Hint hint, Report report, Words words) =>
        new(words.Of(hint, ""), report.Change is { } change ? ShellCommands.SetRepositoryPolicy(ImageOf(report), change.Before) : null);

    /// <summary>Only a repository of a private registry has a policy to change.</summary>
    private static ImageReference.Ecr ImageOf(Report report) => (ImageReference.Ecr)report.Image;
}
