using Remediator.Core.Facts;
using Remediator.Core.Images;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Proposals;

/// <summary>
/// What a changed policy of a role comes to: asked for every action of ECR, on this repository and on others, before and after.
/// </summary>
internal static class PolicyProof
{
    /// <summary>An action of another service, which no policy of ours may touch.</summary>
    private const string Foreign = "s3:GetObject";

    /// <summary>The pull is allowed, and no answer to the role changes but those about this pull.</summary>
    public static bool Holds(ImageReference.Ecr image, Puller puller, PullFacts before, PullFacts after) =>
        IsPulled(image, puller, after) && !IsOtherwiseChanged(image, puller, before, after);

    /// <summary>The token and the pull are allowed by everything that was read.</summary>
    public static bool IsPulled(ImageReference.Ecr image, Puller puller, PullFacts facts) =>
        facts.RepositoryPolicy is Fact<PolicyDocument?>.Known
        && EcrActions.Pull.Append(EcrActions.GetAuthorizationToken)
            .All(action => Answer(image, puller, facts, action, image.RepositoryArn) is PolicyAnswer.Allowed);

    /// <summary>What one policy of the role lacks of what a pull needs; null where it denies, so that nothing added would help.</summary>
    /// <param name="alone">Opens the role's other policies; the repository's, of another account, is open already.</param>
    public static IReadOnlyList<string>? Missing(
        ImageReference.Ecr image, Puller puller, PullFacts facts, Func<AccessCase, AccessCase> alone)
    {
        var isForeign = puller.Role.Account != image.Registry.Account;
        var answers = EcrActions.Pull.Append(EcrActions.GetAuthorizationToken)
            .Select(action => (action, AccessEvaluation.Of(alone(PullAccess.Case(image, puller, RegistryAccess.Without(facts), action,
                isForeign ? OpenPolicy.OfRepository : null))).Answer)).ToArray();
        return answers.Any(one => one.Answer is PolicyAnswer.ExplicitlyDenied) ? null
            : [.. answers.Where(one => one.Answer is not PolicyAnswer.Allowed).Select(one => one.action)];
    }

    /// <summary>The least statements of a policy of a role that allow these actions of a pull.</summary>
    public static IReadOnlyList<JsonObject> Allowing(ImageReference.Ecr image, IReadOnlyList<string> missing) =>
    [
        .. missing.Contains(EcrActions.GetAuthorizationToken)
            ? [Allow(JsonValue.Create(EcrActions.GetAuthorizationToken), "*")]
            : Array.Empty<JsonObject>(),
        .. missing.Except([EcrActions.GetAuthorizationToken]).ToArray() is { Length: > 0 } pull
            ? [Allow(JsonText.ArrayOf(pull), image.RepositoryArn)]
            : Array.Empty<JsonObject>(),
    ];

    private static JsonObject Allow(JsonNode action, string resource) =>
        new() { ["Effect"] = "Allow", ["Action"] = action, ["Resource"] = resource };

    private static bool IsOtherwiseChanged(ImageReference.Ecr image, Puller puller, PullFacts before, PullFacts after)
    {
        string[] resources = [image.RepositoryArn, $"{image.RepositoryArn}-other", $"{image.RepositoryArn}/below"];
        return resources.Any(resource => EcrActions.All.Append(Foreign).Any(action => !MayChange(image, action, resource)
            && Answer(image, puller, before, action, resource) != Answer(image, puller, after, action, resource)));
    }

    private static bool MayChange(ImageReference.Ecr image, string action, string resource) =>
        action == EcrActions.GetAuthorizationToken || (resource == image.RepositoryArn && EcrActions.Pull.Contains(action));

    private static PolicyAnswer Answer(ImageReference.Ecr image, Puller puller, PullFacts facts, string action, string resource)
    {
        var policy = resource == image.RepositoryArn ? facts.RepositoryPolicy.ValueOrNull() : null;
        return AccessEvaluation.Of(PullAccess.Case(image, puller, facts, action, policy) with
        {
            Resource = action == EcrActions.GetAuthorizationToken ? "*" : resource,
        }).Answer;
    }
}
