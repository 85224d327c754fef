using Remediator.Core.Images;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Messages;

/// <summary>Where the evidence says it more exactly than the cause's own sentences do: what is wrong, and what shows it.</summary>
/// <param name="Diagnosis">Null: the cause's own.</param>
/// <param name="Proof">Null: the cause's own.</param>
internal sealed record ExactCause(Message? Diagnosis, Message? Proof)
{
    /// <summary>Null where the cause's own sentences say all there is.</summary>
    public static ExactCause? Of(Report report) =>
        report.Evidence.Select(one => Of(report, one.What)).FirstOrDefault(exact => exact is not null);

    private static ExactCause? Of(Report report, Message what) => (report.Cause, what.Code) switch
    {
        (_, "image.part-missing") => new(
            new Message("headline.incomplete", ("repository", Repository(report)), ("image", Image(report))),
            new Message("headline.proof-of-incomplete")),
        (_, "image.tag-pushed-again") => new(
            new Message("headline.tag-moved", ("repository", Repository(report)), ("image", Image(report))),
            new Message("headline.proof-of-incomplete")),
        (Cause.ImageArchived, "image.part-archived") => new(
            new Message("headline.part-archived", ("image", Image(report))), new Message("headline.proof-of-archived-part")),
        (_, "network.mirror-unreached") => new(
            new Message("headline.mirror-unreached", ("host", what["host"]!)), new Message("headline.proof-of-mirror")),
        (Cause.EndpointPolicyDenies, "endpoint-policy.denies" or "endpoint-policy.denies-sid" or "endpoint-policy.does-not-allow") => new(
            new Message("headline.endpoint-policy", ("endpoint", what["endpoint"]!), ("service", what["service"]!)), null),
        _ => null,
    };

    public static string Repository(Report report) => report.Image is ImageReference.Ecr image ? image.Repository : Image(report);

    public static string Image(Report report) => Untrusted.Line(report.Image.Text, Headline.LongestName);
}
