using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Messages;

/// <summary>Short messages that several channels show.</summary>
public static class Labels
{
    public static Message Of(Status status) => Message.Of("status", status.WireName);

    public static Message Of(Step step) => Message.Of("step", step.WireName);

    public static Message Of(StepResult result) => Message.Of("result", result.WireName);

    public static Message Of(Confidence confidence) => Message.Of("confidence", confidence.WireName);

    public static Message Of(PolicyAnswer answer) => Message.Of("answer", answer.WireName);

    public static Message Of(Cause cause) => Message.Of("cause", cause.WireName, "name");

    /// <summary>The cause as the wire names it, what that means, and how sure it is.</summary>
    public static Message Cause(Report report) => new Message("line.cause",
        ("name", report.Cause.WireName), ("cause", Of(report.Cause)), ("confidence", Of(report.Confidence)));

    /// <summary>How many pods of a workload fail, failed, or run and would fail.</summary>
    public static Message Count(int pods, Report report) => report switch
    {
        { IsAhead: true } => new Message("line.running", ("count", pods)),
        { Status: Status.Fixed or Status.Resolved } => new Message("line.was-failing", ("count", pods)),
        _ => new Message("line.failing", ("count", pods)),
    };

    public static Message Node(Report report) => NodeNames.Shown(report.Nodes, report.NodeCount);

    /// <summary>Where the pods fail, or null where that is not known, or nothing fails yet.</summary>
    public static Message? Nodes(Report report) => report switch
    {
        { IsAhead: true } or { Nodes: [] } => null,
        { Nodes: [var first, ..], NodeCount: > 1 and var count } =>
            new Message("line.nodes", ("node", Untrusted.Line(first)), ("count", count - 1)),
        { Nodes: [var only, ..] } => Message.Verbatim(Untrusted.Line(only)),
    };

    /// <summary>One line for the actions that change alike for one principal.</summary>
    /// <param name="fit">Makes a name fit for the channel.</param>
    public static IEnumerable<Message> Permissions(Change change, Func<string, string> fit) =>
        from one in change.Permissions
        group one.Action by (one.Principal, one.Was, one.Becomes) into alike
        select new Message("line.permission", ("actions", string.Join(", ", alike)), ("principal", fit(alike.Key.Principal)),
            ("was", Of(alike.Key.Was)), ("becomes", Of(alike.Key.Becomes)));

    /// <summary>Null where the change is not needed any more.</summary>
    public static Message? PermissionsHeading(Report report) => report.ChangeState switch
    {
        ChangeState.InEffect => new Message("label.permissions-changed"),
        ChangeState.Restored => new Message("label.permissions-restored"),
        ChangeState.Unknown => new Message("label.permissions-uncertain"),
        ChangeState.Obsolete => null,
        _ => new Message("label.permissions-change"),
    };

    /// <summary>What the policy is that the plan calls the one before.</summary>
    public static Message PolicyHeading(Report report) =>
        report.MayHaveWritten ? new Message("label.policy-before")
        : report.Result == Outcome.PolicyMoved.WireName ? new Message("label.policy-when-read")
        : new Message("label.policy-current");

    /// <summary>The same where there is none.</summary>
    public static Message NoPolicy(Report report) =>
        report.MayHaveWritten ? new Message("label.no-policy-before") : new Message("label.no-policy-current");

    /// <summary>When the evidence was seen.</summary>
    public static Message EvidenceHeading(Report report) => report.Result switch
    {
        Outcome.Patched.WireName or Outcome.RolledBack.WireName or Outcome.RollbackFailed.WireName => new Message("label.evidence-before"),
        Outcome.NotNeeded.WireName => new Message("label.evidence-then"),
        _ => new Message("label.evidence"),
    };
}
