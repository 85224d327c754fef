using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Images;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Messages;

/// <summary>The sentences that come first: what is wrong and for whom, and what shows it.</summary>
public static class Headline
{
    internal const int LongestName = 300;

    /// <summary>What is broken; what was, where it is resolved or fixed.</summary>
    public static Message Diagnosis(Report report) => report.Status switch
    {
        Status.Resolved when report.Unseen is not null => new Message("headline.seen-again", ("cluster", Cluster(report))),
        _ when report.Unseen is { } why => new Message("headline.unseen", ("cluster", Cluster(report)), ("why", why)),
        Status.Resolved when IsAboutAccess(report) =>
            new Message("headline.resolved-access", ("repository", ExactCause.Repository(report)), ("role", Role(report))),
        Status.Resolved => new Message("headline.resolved", ("image", ExactCause.Image(report))),
        Status.Fixed when report.Cause is Cause.RepositoryPolicyDenies =>
            new Message("headline.fixed", ("repository", ExactCause.Repository(report)), ("role", Role(report))),
        Status.Fixed when IsAboutAccess(report) =>
            new Message("headline.fixed-grant", ("repository", ExactCause.Repository(report)), ("role", Role(report))),
        _ when ExactCause.Of(report) is { Diagnosis: { } exact } => exact,
        _ => Message.Of("cause", report.Cause.WireName, "diagnosis",
            ("repository", ExactCause.Repository(report)), ("role", Role(report)), ("image", ExactCause.Image(report)),
            ("why", WhyNotEcr(report)), ("node", NodeNames.Shown(report.Nodes, report.NodeCount))),
    };

    /// <summary>How sure that is, and why.</summary>
    public static Message Proof(Report report) => new Message("headline.proof",
        ("confidence", Labels.Of(report.Confidence)), ("proof", ProofOf(report)));

    private static Message ProofOf(Report report) => report.Unseen is not null
        ? new Message("unseen.proof")
        : ExactCause.Of(report)?.Proof ?? Message.Of("cause", report.Cause.WireName, "proof");

    private static bool IsAboutAccess(Report report) =>
        report is { Puller: not null, Image: ImageReference.Ecr, Cause.Subject: CauseSubject.Access };

    private static MessageValue Role(Report report) => report.Puller is { } role ? role.Name : new Message("label.node-role");

    private static string Cluster(Report report) => Untrusted.Line(report.Cluster, LongestName);

    private static MessageValue WhyNotEcr(Report report) => report.Image is ImageReference.NotEcr image ? image.Why : "";
}
