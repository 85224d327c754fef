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
        _ when IncompleteImage.IsIn(report.Evidence) =>
            new Message("headline.incomplete", ("repository", Repository(report)), ("image", Image(report))),
        _ when IncompleteImage.TagMovedIn(report.Evidence) =>
            new Message("headline.tag-moved", ("repository", Repository(report)), ("image", Image(report))),
        _ when MirrorIn(report) is { } mirror => new Message("headline.mirror-unreached", ("host", mirror.Arguments[0].Value)),
        _ => Message.Of("cause", report.Cause.WireName, "diagnosis",
            ("repository", Repository(report)), ("role", Role(report)), ("image", Image(report)), ("why", WhyNotEcr(report))),
    };

    /// <summary>How sure that is, and why.</summary>
    public static Message Proof(Report report) => new Message("headline.proof",
        ("confidence", Labels.Of(report.Confidence)), ("proof", ProofOf(report)));

    private static Message ProofOf(Report report) =>
        report.Unseen is not null ? new Message("unseen.proof")
        : IncompleteImage.IsIn(report.Evidence) || IncompleteImage.TagMovedIn(report.Evidence)
            ? new Message("headline.proof-of-incomplete")
        : MirrorIn(report) is not null ? new Message("headline.proof-of-mirror")
        : Message.Of("cause", report.Cause.WireName, "proof");

    /// <summary>What was said of a mirror that was not reached; null where none was asked.</summary>
    private static Message? MirrorIn(Report report) =>
        report.Evidence.Select(one => one.What).FirstOrDefault(what => what.Code == "network.mirror-unreached");

    private static bool IsAboutAccess(Report report) =>
        report is { Puller: not null, Image: ImageReference.Ecr, Cause.Subject: CauseSubject.Access };

    private static MessageValue Role(Report report) => report.Puller is { } role ? role.Name : new Message("label.node-role");

    private static string Repository(Report report) => report.Image is ImageReference.Ecr image ? image.Repository : Image(report);

    private static string Cluster(Report report) => Untrusted.Line(report.Cluster, LongestName);

    private static string Image(Report report) => Untrusted.Line(report.Image.Text, LongestName);

    private static MessageValue WhyNotEcr(Report report) => report.Image is ImageReference.NotEcr image ? image.Why : "";
}
