using Remediator.Core.Common;
using Remediator.Core.Findings;
using Remediator.Core.Images;
using Remediator.Core.Plans;
using Remediator.Core.Wording;

namespace Remediator.Core.Messages;

/// <summary>The sentences that come first: what is wrong, what shows it, and what was done about it.</summary>
public static class Headline
{
    private const int LongestName = 300;

    /// <summary>What is over is said to be over first.</summary>
    public static string Diagnosis(Report report, Words words) =>
        Untrusted.Line(report.Status is Status.Resolved ? words.Over(Of(report, words).Diagnosis) : Of(report, words).Diagnosis);

    /// <summary>How sure it is, and why.</summary>
    public static string Proof(Report report, Words words) => $"{words.Of(report.Confidence)}: {Of(report, words).Proof}";

    public static string Done(Report report, Words words) => words.Of(DeedOf(report));

    public static CauseWords Of(Report report, Words words)
    {
        var image = Untrusted.Line(report.Image.Text, LongestName);
        return words.Of(report.Cause, new Named(
            report.Puller?.Name ?? words.Of(Label.NodeRole),
            (report.Image as ImageReference.Ecr)?.Repository ?? image,
            image,
            Untrusted.Line($"{(report.Image as ImageReference.NotEcr)?.Why}")));
    }

    public static Deed DeedOf(Report report) => (report.Result, report.Action) switch
    {
        (nameof(Outcome.Patched), _) => (report.Verified, report.Ready) switch
        {
            (false, _) => Deed.PatchedUnseen,
            (_, true) => Deed.PatchedAndReady,
            (_, false) => Deed.PatchedNotReady,
            _ => Deed.PatchedAndPulled,
        },
        (nameof(Outcome.RolledBack), _) => Deed.RolledBack,
        (nameof(Outcome.RollbackFailed), _) => Deed.RollbackFailed,
        (nameof(Outcome.PolicyMoved), _) => Deed.PolicyMoved,
        (nameof(Outcome.NotNeeded), _) => Deed.NotNeeded,
        (nameof(Outcome.Refused), _) => Deed.Refused,
        (nameof(Outcome.Failed), _) => Deed.Failed,
        _ when report.IsAhead => Deed.NothingFailsYet,
        _ when report.Status is Status.AwaitingApproval => Deed.PersonDecides,
        (_, nameof(Plan.PatchPolicy)) => Deed.OnlyReported,
        (_, nameof(Plan.Ask)) => Deed.PersonDecides,
        _ => Deed.NothingChanged,
    };
}
