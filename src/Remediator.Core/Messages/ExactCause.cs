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
            new Message("headline.incomplete", ("repository", Named.Repository(report)), ("image", what["image"]!)),
            new Message("headline.proof-of-incomplete", ("part", what["part"]!))),
        (_, "image.tag-pushed-again") => new(
            new Message("headline.tag-moved", ("image", what["image"]!)),
            new Message("headline.proof-of-moved-tag", ("part", what["part"]!))),
        (Cause.ImageArchived, "image.part-archived") => new(
            new Message("headline.part-archived", ("image", Named.Image(report))), new Message("headline.proof-of-archived-part")),
        (_, "network.mirror-unreached") => new(
            new Message("headline.mirror-unreached", ("host", what["host"]!)), new Message("headline.proof-of-mirror")),
        (Cause.EndpointPolicyDenies, "endpoint-policy.denies" or "endpoint-policy.denies-sid" or "endpoint-policy.does-not-allow") => new(
            new Message("headline.endpoint-policy", ("endpoint", what["endpoint"]!), ("service", what["service"]!)), null),
        (Cause.PlatformMissing, "platform.not-built") when Platforms(report) is { } platforms => new(
            new Message("headline.platform", ("image", Named.Image(report)), ("platforms", platforms), ("platform", what["platform"]!)),
            null),
        (Cause.ProxyAnswered, "proxy.mirror") => new(
            new Message("headline.mirror-answered", ("host", what["host"]!)), new Message("headline.proof-of-mirror-s-answer")),
        (Cause.ProxyAnswered, "proxy.content") => new(null, new Message("headline.proof-of-content")),
        (Cause.WrongRegistry, "registry-place.other-partition" or "registry-place.no-such-host" or "registry-place.add-ons") => new(
            null, new Message("headline.proof-of-place")),
        (Cause.CredentialsExpired, "credentials.url-expired") => new(
            new Message("headline.url-expired", ("image", Named.Image(report))), new Message("headline.proof-of-url")),
        (Cause.ImageMissing, "image.missing" or "image.missing-repository-empty" or "image.missing-newest" or "image.missing-nearest"
            or "image.missing-similar") => new(
            new Message("headline.image-missing", ("repository", Named.Repository(report)), ("image", what["image"]!)), null),
        (Cause.ClockSkewed, "clock.certificate") => new(
            new Message("headline.clock-and-certificate", ("node", Labels.Node(report))),
            new Message("headline.proof-of-certificate")),
        (Cause.DeniedElsewhere, "iam-error.agrees") => ByIam(report, what),
        (Cause.IdentityPolicyDenies, "permissions.denied-by" or "permissions.denied-by-sid") => new(
            new Message("headline.denied-by", ("policy", what["policy"]!), ("role", Named.Role(report))), null),
        (Cause.RegistryPolicyDenies, "registry-policy.depends") => new(
            new Message("headline.registry-policy-may-deny", ("role", Named.Role(report))),
            new Message("headline.proof-of-may-deny", ("policy", new Message("policy.registry")), ("keys", what["keys"]!))),
        (Cause.RepositoryPolicyDenies, "repository-policy.depends") => new(
            new Message("headline.repository-policy-may-deny",
                ("repository", Named.Repository(report)), ("role", Named.Role(report))),
            new Message("headline.proof-of-may-deny", ("policy", new Message("policy.repository")), ("keys", what["keys"]!))),
        _ => null,
    };

    private static MessageValue? Platforms(Report report) =>
        report.Evidence.Select(one => one.What).FirstOrDefault(what => what.Code == "manifest.platforms")?["platforms"];

    /// <summary>IAM names the kind of policy in which somebody denies.</summary>
    private static ExactCause? ByIam(Report report, Message agrees) =>
        agrees.Whole.FirstOrDefault(one => one.Code is "iam-error.explicit-deny" or "iam-error.explicit-deny-to") is { } said
            ? new(new Message("headline.denied-by", ("policy", said["policy"]!), ("role", Named.Role(report))),
                new Message("headline.proof-of-denied-by"))
            : null;
}
