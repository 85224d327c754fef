using Remediator.Core.Findings;
using Remediator.Core.Images;
using Remediator.Core.Plans;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Messages;

/// <summary>The sentences that come first: what is wrong and for whom, and what shows it.</summary>
public static class Headline
{
    /// <summary>What is broken; what was, where it is resolved or fixed.</summary>
    public static Message Diagnosis(Report report) => report.Status switch
    {
        Status.Resolved when report.Unseen is not null => new Message("headline.seen-again", ("cluster", Named.Cluster(report))),
        _ when report.Unseen is { } why => new Message("headline.unseen", ("cluster", Named.Cluster(report)), ("why", why)),
        Status.Resolved when IsAboutAccess(report) =>
            new Message("headline.resolved-access", ("repository", Named.Repository(report)), ("role", Named.Role(report))),
        Status.Resolved => new Message("headline.resolved", ("image", Named.Image(report))),
        Status.Fixed when !report.Verified && report.Cause is Cause.RepositoryPolicyDenies =>
            new Message("headline.changed", ("repository", Named.Repository(report)), ("role", Named.Role(report))),
        Status.Fixed when !report.Verified && IsAboutAccess(report) =>
            new Message("headline.changed-grant", ("repository", Named.Repository(report)), ("role", Named.Role(report))),
        Status.Fixed when report.Cause is Cause.RepositoryPolicyDenies =>
            new Message("headline.fixed", ("repository", Named.Repository(report)), ("role", Named.Role(report))),
        Status.Fixed when IsAboutAccess(report) =>
            new Message("headline.fixed-grant", ("repository", Named.Repository(report)), ("role", Named.Role(report))),
        _ when ExactCause.Of(report) is { Diagnosis: { } exact } => exact,
        _ => Message.Of("cause", report.Cause.WireName, "diagnosis",
            ("repository", Named.Repository(report)), ("role", Named.Role(report)), ("image", Named.Image(report)),
            ("why", WhyNotEcr(report)), ("node", Labels.Node(report))),
    };

    /// <summary>How sure that is, and why.</summary>
    public static Message Proof(Report report) => new Message("headline.proof",
        ("confidence", Labels.Of(report.Confidence)), ("proof", ProofOf(report)));

    private static Message ProofOf(Report report) => report.Unseen is not null ? new Message("unseen.proof")
        // what was blamed first was lifted, and it was not all
        : report.Result is Outcome.RolledBack.WireName or Outcome.RollbackFailed.WireName
            && !report.IsByPerson ? new Message("headline.proof-of-rollback")
        : ExactCause.Of(report)?.Proof ?? Message.Of("cause", report.Cause.WireName, "proof");

    private static bool IsAboutAccess(Report report) =>
        report is { Puller: not null, Image: ImageReference.Ecr, Cause.Subject: CauseSubject.Access };

    private static MessageValue WhyNotEcr(Report report) => report.Image is ImageReference.NotEcr image ? image.Why : "";
}
