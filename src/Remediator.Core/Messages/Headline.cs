using Remediator.Core.Findings;
using Remediator.Core.Images;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Messages;

/// <summary>The sentences that come first: what is wrong and for whom, and what shows it.</summary>
public static class Headline
{
    private const int LongestName = 300;

    /// <summary>What is broken; what was, where it is resolved or fixed.</summary>
    public static Message Diagnosis(Report report) => report.Status switch
    {
        Status.Resolved when report.Unseen is not null => new Message("headline.seen-again", ("cluster", Cluster(report))),
        _ when report.Unseen is { } why => new Message("headline.unseen", ("cluster", Cluster(report)), ("why", why)),
        Status.Resolved when IsAboutAccess(report) =>
            new Message("headline.resolved-access", ("repository", Repository(report)), ("role", Role(report))),
        Status.Resolved => new Message("headline.resolved", ("image", Image(report))),
        Status.Fixed when report.Cause is Cause.RepositoryPolicyDenies =>
            new Message("headline.fixed", ("repository", Repository(report)), ("role", Role(report))),
        Status.Fixed when IsAboutAccess(report) =>
            new Message("headline.fixed-grant", ("repository", Repository(report)), ("role", Role(report))),
        _ => Message.Of("cause", report.Cause.WireName, "diagnosis",
            ("repository", Repository(report)), ("role", Role(report)), ("image", Image(report)), ("why", WhyNotEcr(report))),
    };

    /// <summary>How sure that is, and why.</summary>
    public static Message Proof(Report report) => new Message("headline.proof",
        ("confidence", Labels.Of(report.Confidence)),
        ("proof", report.Unseen is null ? Message.Of("cause", report.Cause.WireName, "proof") : new Message("unseen.proof")));

    private static bool IsAboutAccess(Report report) =>
        report is { Puller: not null, Image: ImageReference.Ecr, Cause.Subject: CauseSubject.Access };

    private static MessageValue Role(Report report) => report.Puller is { } role ? role.Name : new Message("label.node-role");

    private static string Repository(Report report) => report.Image is ImageReference.Ecr image ? image.Repository : Image(report);

    private static string Cluster(Report report) => Untrusted.Line(report.Cluster, LongestName);

    private static string Image(Report report) => Untrusted.Line(report.Image.Text, LongestName);

    private static MessageValue WhyNotEcr(Report report) => report.Image is ImageReference.NotEcr image ? image.Why : "";
}
