using Remediator.Core.Facts;
using Remediator.Core.Images;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Verdicts;

/// <summary>
/// What the puller may do of what filling a pull-through cache needs: it is done with the puller's own rights.
/// https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html
/// </summary>
/// <param name="Lacking">What its policies provably do not permit.</param>
/// <param name="Open">What could not be decided.</param>
/// <param name="Creator">The template whose role creates the repository in the puller's place; null where there is none.</param>
internal sealed record CacheRights(
    Puller Puller, IReadOnlyList<string> Needed, IReadOnlyList<string> Lacking, IReadOnlyList<string> Open, CreationTemplate? Creator)
{
    public const string Import = "ecr:BatchImportUpstreamImage";
    public const string Create = "ecr:CreateRepository";

    /// <summary>Null where it is not known who pulls.</summary>
    public static CacheRights? Of(ImageReference.Ecr image, PullFacts facts)
    {
        if (facts.Puller is not Fact<Puller>.Known { Value: var puller })
            return null;
        var isNew = facts.Image is Fact<ImageInRepository>.Known { Value: ImageInRepository.RepositoryMissing };
        var creator = facts.CreationTemplates is Fact<IReadOnlyList<CreationTemplate>>.Known { Value: var templates }
            && CreationTemplate.For(image.Repository, templates) is { Role: not null } template ? template : null;
        string[] needed = isNew && creator is null ? [Import, Create] : [Import];
        var answers = needed.Select(action => (Action: action, Answer: AnswerTo(action, isNew, image, puller, facts))).ToArray();
        return new(puller, needed,
            [.. answers.Where(one => IsDenied(one.Answer)).Select(one => one.Action)],
            [.. answers.Where(one => one.Answer is PolicyAnswer.Unknown).Select(one => one.Action)],
            isNew ? creator : null);
    }

    /// <summary>A repository's policy may permit the import, its creation only a policy of the role or of the registry.</summary>
    private static PolicyAnswer AnswerTo(string action, bool isNew, ImageReference.Ecr image, Puller puller, PullFacts facts)
    {
        PolicyAnswer With(PolicyDocument? policy) => AccessEvaluation.Of(PullAccess.Case(image, puller, facts, action, policy)).Answer;

        if (action == Create)
            return facts.CreationTemplates?.Gap is not null && With(null) is not PolicyAnswer.Allowed ? PolicyAnswer.Unknown : With(null);
        return isNew ? With(null)
            : facts.RepositoryPolicy is Fact<PolicyDocument?>.Known { Value: var known } ? With(known)
            // whatever an unread policy may say, what is refused in spite of a wide open one is refused
            : IsDenied(With(OpenPolicy.OfRepository)) ? PolicyAnswer.ImplicitlyDenied
            : PolicyAnswer.Unknown;
    }

    private static bool IsDenied(PolicyAnswer answer) => answer is PolicyAnswer.ImplicitlyDenied or PolicyAnswer.ExplicitlyDenied;
}
