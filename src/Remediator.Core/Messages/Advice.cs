using Remediator.Core.Findings;
using Remediator.Core.Images;
using Remediator.Core.Plans;
using Remediator.Core.Proposals;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Messages;

/// <summary>The same change as a tool for infrastructure writes it.</summary>
public sealed record CodeSnippet(Message Label, string Text);

/// <summary>One next step for a person, and the command for it where there is one.</summary>
public sealed record Advice(Message Says, string? Command)
{
    /// <summary>What the command does, for those who keep it in code.</summary>
    public IReadOnlyList<CodeSnippet> Code { get; init; } = [];

    public static IReadOnlyList<Advice> For(Report report) => [.. OfResult(report), .. Of(report.Proposal)];

    /// <summary>The exact change with what is known of it; nothing where there is none.</summary>
    public static IEnumerable<Advice> Of(ProposedChange? proposal)
    {
        if (proposal is null)
            yield break;
        yield return new(proposal.What, proposal.Command)
        {
            Code =
            [
                .. proposal.CloudFormation is { } template ? [new CodeSnippet(new Message("label.cloudformation"), template)]
                    : Array.Empty<CodeSnippet>(),
                .. proposal.Terraform is { } code ? [new CodeSnippet(new Message("label.terraform"), code)] : Array.Empty<CodeSnippet>(),
            ],
        };
        if (proposal.Proved)
            yield return new(proposal.IsOfNetwork ? new Message("proposal.path-open") : new Message("proposal.proved"), null);
        foreach (var note in proposal.Notes)
            yield return new(note.Says, note.Snippet);
    }

    private static IReadOnlyList<Advice> OfResult(Report report) => report.Result switch
    {
        Outcome.Patched.WireName when report.Verified => [RollBackIfIntended(report)],
        Outcome.Patched.WireName => [new(new Message("next.check-again"), report.CommandOf(Step.PodStatus)), RollBackIfIntended(report)],
        Outcome.RollbackFailed.WireName => [RollBack(new Message("next.roll-back-now"), report)],
        Outcome.PolicyMoved.WireName => [ReadAgain(report)],
        Outcome.RolledBack.WireName when report.IsByPerson =>
            [new(new Message("next.rolled-back-by-person"), null)],
        Outcome.RolledBack.WireName => [OfCause(Cause.DeniedElsewhere)],
        Outcome.NotNeeded.WireName => [],
        Outcome.Refused.WireName when report is { OutcomeWhy.Code: "gate.too-late", Change: { } } =>
            [new(new Message("next.wait"), null), Apply(new Message("next.decide"), report)],
        Outcome.Failed.WireName when report.Change is { } => [AfterFailure(report)],
        _ => [.. OfPlan(report)],
    };

    private static Advice AfterFailure(Report report) =>
        report.OutcomeWhy?.Whole.FirstOrDefault(why => why.Code == "gap.aws.access-denied") is { } denied
            ? Apply(new Message("next.grant-own-role", ("action", denied["action"]!)), report)
        // the change was made, for another cluster too, and did not help this one
        : report.OutcomeWhy?.Code == "verify.failed-for-another" ? OfCause(Cause.DeniedElsewhere)
        : report.ChangeState is ChangeState.Unknown ? ReadAgain(report)
        : ApplyManually(report);

    private static Advice ReadAgain(Report report) => new(new Message("next.read-policy-again"), report.CommandOf(Step.RepositoryPolicy));

    private static IEnumerable<Advice> OfPlan(Report report) => (report.Action, report.Change) switch
    {
        (Plan.PatchPolicy.WireName, { } change) when report.Status is Status.AwaitingApproval =>
            [Approve(report, change), ApplyInstead(report)],
        (Plan.PatchPolicy.WireName, { }) when report.Result == Outcome.None.WireName =>
            [Apply(new Message("next.apply-or-enable-auto"), report)],
        (Plan.PatchPolicy.WireName, { }) => [ApplyManually(report)],
        (Plan.Ask.WireName, { } change) when report.Status is Status.AwaitingApproval =>
            [.. FirstChecks(report.Why), Approve(report, change), ApplyInstead(report)],
        (Plan.Ask.WireName, { }) => [.. FirstChecks(report.Why), Apply(new Message("next.apply-if-right"), report)],
        (_, { }) when report.IsRefusal =>
            [new(new Message("next.ask-owner", ("why", report.Why)), OptIns.Command(ImageOf(report))), ApplyManually(report)],
        (_, { }) when report.Why.Code == "plan.nothing-fails-yet" =>
            [new(new Message("next.ask-who-changed"), null), Apply(new Message("next.apply-if-right"), report)],
        (_, { }) => [new(report.Why, null), ApplyManually(report)],
        (_, null) when report.IsRefusal => [new(new Message("next.not-edited", ("why", report.Why)), null), AfterRefusal(report)],
        // the exact change says the same, and more
        (Plan.LeaveAlone.WireName, null) when report.Proposal is not null && report.Why.Equals(OfCause(report.Cause).Says) => [],
        // the plan's reason is the next step of the verdict
        (Plan.LeaveAlone.WireName, null) when report.Status is not Status.Resolved =>
            [new(report.Why, report.CommandOf(Step.Remediation) ?? OwnersCommand(report))],
        _ => [OfCause(report.Cause)],
    };

    private static string? OwnersCommand(Report report) =>
        report.Why.Code == "registry-policy.next.undecided" ? report.CommandOf(Step.RegistryPolicy)
        : report is { Cause: Cause.RegistryPolicyDenies, Proposal: null, Image: ImageReference.Ecr image }
            ? ShellCommands.PutRegistryPolicy(image.Registry)
        : null;

    private static Advice OfCause(Cause cause) => new(Message.Of("cause", cause.WireName, "next"), null);

    /// <summary>A Deny that somebody means to stand is not the reader's to change.</summary>
    private static Advice AfterRefusal(Report report) => report.Why.Code switch
    {
        "fix.protected-sid" => new(new Message("next.ask-about-protected",
            ("repository", ImageOf(report).Repository), ("statement", report.Why["statement"]!)), report.CommandOf(Step.RepositoryPolicy)),
        "fix.condition" => new(new Message("next.ask-about-condition",
            ("repository", ImageOf(report).Repository), ("statement", report.Why["statement"]!)), report.CommandOf(Step.RepositoryPolicy)),
        _ => OfCause(report.Cause),
    };

    /// <summary>What IAM's error names and the change does not touch.</summary>
    private static IEnumerable<Advice> FirstChecks(Message why) =>
        from reason in why.Whole
        let check = FirstCheck(reason)
        where check is not null
        select new Advice(check, null);

    private static Message? FirstCheck(Message reason) => reason.Code switch
    {
        "plan.other-policy-named" => new Message("next.check-named-policy", ("policy", reason["policy"]!)),
        "plan.other-user-named" => new Message("next.check-named-user", ("user", reason["user"]!)),
        "plan.other-repository-named" => new Message("next.check-named-repository", ("resource", reason["resource"]!)),
        "plan.iam-disagrees" => new Message("next.check-disagreement"),
        _ => null,
    };

    private static Advice ApplyInstead(Report report) => Apply(new Message("next.decide"), report);

    private static Advice ApplyManually(Report report) => Apply(new Message("next.apply-manually"), report);

    private static Advice Apply(Message says, Report report) =>
        new(says, ShellCommands.SetRepositoryPolicy(ImageOf(report), report.Change!.After));

    /// <summary>In a stored finding of an earlier version the table is not named.</summary>
    private static Advice Approve(Report report, Change change) => report is { Table: { } table, Expires: { } until }
        ? new(new Message("next.approve-until", ("time", $"{until.UtcDateTime:yyyy-MM-dd HH:mm}Z")),
            ShellCommands.Decide("approve", change.Hash, table.Name, table.Region))
        : new(new Message("next.approve"), $"remediator approve {ShellCommands.Quote(change.Hash)} --table TABLE");

    private static Advice RollBackIfIntended(Report report) => RollBack(report.Cause is Cause.RepositoryPolicyDenies
        ? new Message("next.roll-back-if-intended")
        : new Message("next.roll-back-grant"), report);

    private static Advice RollBack(Message says, Report report) =>
        new(says, report.Change is { } change ? ShellCommands.SetRepositoryPolicy(ImageOf(report), change.Before) : null);

    /// <summary>Only a repository of a private registry has a policy to change.</summary>
    private static ImageReference.Ecr ImageOf(Report report) => (ImageReference.Ecr)report.Image;
}
