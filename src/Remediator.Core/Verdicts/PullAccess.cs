using System.Globalization;
using Remediator.Core.Facts;
using Remediator.Core.Images;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Verdicts;

/// <summary>
/// May this puller do what a pull needs? An identity policy that could not be read stays unknown, it is never "none".
/// </summary>
internal static class PullAccess
{
    public static IReadOnlyList<Decision> Of(ImageReference.Ecr image, Puller puller, PullFacts facts, PolicyDocument? repositoryPolicy) =>
        [.. EcrActions.Pull.Select(action => AccessEvaluation.Of(Case(image, puller, facts, action, repositoryPolicy)))];

    public static AccessCase Case(ImageReference.Ecr image, Puller puller, PullFacts facts, string action,
        PolicyDocument? repositoryPolicy) => new()
        {
            Principal = puller.RoleSession ?? (Principal)puller.Role,
            Action = action,
            Resource = image.RepositoryArn,
            // a boundary that could not be read could take away whatever the identity policies give
            IdentityPolicies = facts.Boundary is Fact<PolicyDocument?>.Known ? facts.IdentityPolicies.ValueOrNull() : null,
            PermissionsBoundary = facts.Boundary.ValueOrNull(),
            ResourcePolicy = repositoryPolicy,
            RegistryPolicy = RegistryAccess.PolicyIn(facts),
            Context = ContextFor(facts),
        };

    /// <summary>
    /// What the request will carry as far as it can be known: the time, TLS, and the repository's tags, where they were read.
    /// </summary>
    public static RequestContext ContextFor(PullFacts facts) => RequestContext.Of(KeysFor(facts));

    internal static IEnumerable<KeyValuePair<string, IReadOnlyList<string>?>> KeysFor(PullFacts facts) =>
        [.. KeysOfAny(facts), .. facts.RepositoryTags is Fact<IReadOnlyDictionary<string, string>>.Known { Value: var tags }
            ? KeysOf(tags)
            : []];

    /// <summary>What any request of a pull carries: ECR and its bucket speak TLS only.</summary>
    internal static IEnumerable<KeyValuePair<string, IReadOnlyList<string>?>> KeysOfAny(PullFacts facts) =>
    [
        new("aws:CurrentTime", [facts.AsOf.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)]),
        new("aws:SecureTransport", ["true"]),
    ];

    // tags have a case and condition keys have none: two tags that differ in it are one key of two values
    private static IEnumerable<KeyValuePair<string, IReadOnlyList<string>?>> KeysOf(IReadOnlyDictionary<string, string> tags) =>
        from tag in tags.GroupBy(tag => tag.Key, tag => tag.Value, StringComparer.OrdinalIgnoreCase)
        from service in (string[])["aws", "ecr"]
        select KeyValuePair.Create<string, IReadOnlyList<string>?>($"{service}:ResourceTag/{tag.Key}", [.. tag]);
}
