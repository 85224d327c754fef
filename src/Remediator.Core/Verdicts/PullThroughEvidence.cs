using System.Globalization;
using Remediator.Core.Facts;
using Remediator.Core.Images;

namespace Remediator.Core.Verdicts;

/// <summary>What is shown of a pull-through cache: the rule, what ECR reported, and the puller's rights to fill it.</summary>
internal static class PullThroughEvidence
{
    /// <summary>Nothing where no rule covers the repository.</summary>
    /// <param name="withRights">False where ECR got past them.</param>
    public static IReadOnlyList<Evidence> Of(ImageReference.Ecr image, PullFacts facts, bool withRights = true) =>
        PullThroughCache.RuleOf(image, facts) is not { } rule ? []
        : [
            .. OfRule(image, rule),
            .. Reported(image, facts),
            .. withRights && CacheRights.Of(image, facts) is { } rights ? Of(image, rights) : [],
        ];

    /// <summary>
    /// What the puller's rights to fill a cache are judged by, and was not read; nothing where no rule covers the repository.
    /// </summary>
    public static IReadOnlyList<Message> GapsOfRights(ImageReference.Ecr image, PullFacts facts) =>
        PullThroughCache.RuleOf(image, facts) is null ? []
        : [
            .. Gaps.Of(
                (new Message("fact.puller"), facts.Puller),
                (new Message("fact.identity-policies"), facts.IdentityPolicies),
                (new Message("fact.permissions-boundary"), facts.Boundary),
                (new Message("fact.repository-policy"), facts.RepositoryPolicy)),
            .. RegistryAccess.Gaps(facts),
        ];

    /// <param name="isReported">ECR asked the upstream, and reported that it failed: then the credentials come first.</param>
    public static Message? NextStep(ImageReference.Ecr image, PullThroughRule rule, bool isReported) => rule switch
    {
        { UpstreamRegistry: { } upstream, Role: null } when upstream.Account != image.Registry.Account =>
            new Message("pull-through.next.name-role", ("rule", rule.Prefix), ("upstream", rule.Upstream)),
        { UpstreamRegistry: not null, Role: { } role } =>
            new Message("pull-through.next.check-role", ("role", role), ("upstream", rule.Upstream)),
        { WantsSecret: true, Secret: null } =>
            new Message("pull-through.next.name-secret", ("rule", rule.Prefix), ("upstream", rule.Upstream)),
        _ => (SecretStep(rule), LibraryStep(image, rule)) switch
        {
            ({ } secret, { } library) => isReported ? Both(secret, library) : Both(library, secret),
            var (secret, library) => secret ?? library,
        },
    };

    public static Message Both(Message first, Message second) => new("pull-through.next.both", ("first", first), ("second", second));

    private static Message? SecretStep(PullThroughRule rule) => rule.Secret is { } secret
        ? new Message("pull-through.next.check-secret", ("secret", secret), ("upstream", rule.Upstream))
        : null;

    private static Message? LibraryStep(ImageReference.Ecr image, PullThroughRule rule) => LibraryName(image, rule) is { } name
        ? new Message("pull-through.next.library", ("repository", name))
        : null;

    private static IEnumerable<Evidence> OfRule(ImageReference.Ecr image, PullThroughRule rule)
    {
        yield return new(Step.ImageExists, StepResult.Fail, Shown(image, rule), ShellCommands.PullThroughRule(image.Registry, rule.Prefix));
        if (rule is { Secret: not null } or { Role: not null })
            yield return new(Step.ImageExists, StepResult.Unknown, new Message("pull-through.not-validated", ("upstream", rule.Upstream)),
                ShellCommands.ValidatePullThroughRule(image.Registry, rule.Prefix));
        if (LibraryName(image, rule) is { } name)
            yield return new(Step.ImageReference, StepResult.Unknown, new Message("pull-through.library", ("repository", name)), null);
    }

    private static Message Shown(ImageReference.Ecr image, PullThroughRule rule) => rule switch
    {
        { UpstreamRegistry: { } upstream, Role: null } when upstream.Account != image.Registry.Account =>
            new Message("pull-through.without-role", ("rule", rule.Prefix), ("upstream", rule.Upstream), ("account", upstream.Account)),
        { Role: { } role } => new Message("pull-through.with-role", ("rule", rule.Prefix), ("upstream", rule.Upstream), ("role", role)),
        { Secret: { } secret } =>
            new Message("pull-through.with-secret", ("rule", rule.Prefix), ("upstream", rule.Upstream), ("secret", secret)),
        { WantsSecret: true } => new Message("pull-through.without-secret", ("rule", rule.Prefix), ("upstream", rule.Upstream)),
        _ => new Message("pull-through.without-credentials", ("rule", rule.Prefix), ("upstream", rule.Upstream)),
    };

    private static Evidence[] Reported(ImageReference.Ecr image, PullFacts facts) => PullThroughCache.ReportedOf(image, facts) is { } failed
        ? [
            new(Step.ImageExists, StepResult.Fail, new Message("pull-through.reported", ("at", Time(failed.At)), ("code", failed.Code),
                ("reason", failed.Reason)), null),
        ]
        : [];

    private static IEnumerable<Evidence> Of(ImageReference.Ecr image, CacheRights rights)
    {
        var (role, command) = (rights.Puller.Role.Name, ShellCommands.RolePolicies(rights.Puller.Role.Name));
        if (rights.Creator is { Role: { } creator } template)
            yield return new(Step.IdentityPermissions, StepResult.Pass,
                new Message("pull-through.created-by-template", ("template", template.Prefix), ("role", creator)),
                ShellCommands.CreationTemplates(image.Registry));
        if (rights.Lacking.Count > 0)
            yield return new(Step.IdentityPermissions, StepResult.Fail,
                new Message("pull-through.not-permitted", ("role", role), ("actions", string.Join(", ", rights.Lacking))), command);
        if (rights.Open.Count > 0)
            yield return new(Step.IdentityPermissions, StepResult.Unknown,
                new Message("pull-through.undecided", ("role", role), ("actions", string.Join(", ", rights.Open))), command);
        if (rights.Lacking.Count + rights.Open.Count == 0)
            yield return new(Step.IdentityPermissions, StepResult.Pass,
                new Message("pull-through.permitted", ("role", role), ("actions", string.Join(", ", rights.Needed))), command);
    }

    /// <summary>
    /// Docker Hub keeps its official images under <c>library/</c>, which only its own clients add.
    /// https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-working.html
    /// </summary>
    private static string? LibraryName(ImageReference.Ecr image, PullThroughRule rule)
    {
        if (!rule.IsOfDockerHub || rule.IsRoot)
            return null;
        var prefix = rule.Prefix.TrimEnd('/');
        var name = image.Repository[(prefix.Length + 1)..];
        return name.Contains('/') ? null : $"{prefix}/library/{name}";
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
