using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Verdicts;

/// <summary>What the first facts leave open, so that it is worth asking; most failures leave nothing open.</summary>
/// <param name="CreationTemplates">A repository that a pull-through cache has yet to create.</param>
/// <param name="EncryptionKey">An image that is there and may be pulled fails all the same: its key may be unusable.</param>
public sealed record OpenQuestions(
    bool Node, bool PullThroughRules, bool CreationTemplates, bool Elsewhere, bool EncryptionKey, bool EndpointPolicies)
{
    /// <param name="verdict">By these facts.</param>
    public static OpenQuestions Of(PullFailure failure, PullFacts facts, Verdict verdict)
    {
        if (failure.Image is not ImageReference.Ecr image)
            return new(false, false, false, false, false, false);
        var missing = facts.Image as Fact<ImageInRepository>.Known;
        var noRepository = missing is { Value: ImageInRepository.RepositoryMissing };
        var noImage = missing is { Value: ImageInRepository.Missing };
        var unexplained = IsUnexplained(failure, facts, verdict);
        // the endpoint's own policy proves a refusal whatever the repository's may say
        var refused = failure.Symptom is Symptom.LayerForbidden || verdict.Cause is Cause.DeniedElsewhere or Cause.CredentialsMissing
            || (failure.Symptom is Symptom.Forbidden && verdict.Cause is Cause.Undetermined);
        return new(
            Node: failure.Symptom is Symptom.PlatformMismatch or Symptom.DiskFull,
            PullThroughRules: noRepository || noImage || IncompleteImage.Lacks(facts) || failure.Symptom is Symptom.PlatformMismatch
                || unexplained || PullThroughCache.IsInText(failure),
            CreationTemplates: noRepository,
            Elsewhere: failure.Scope.PlacesInsteadOf(image).Count > 0
                && (noRepository
                    || (facts.Image.Gap is not null && failure.Symptom is Symptom.NotFound
                        && image.Registry.Account != failure.Scope.Account)),
            EncryptionKey: unexplained,
            // endpoints serve their own region: a registry in another is reached without them
            EndpointPolicies: refused && image.Registry.Region == failure.Scope.Region);
    }

    /// <summary>
    /// Asking for the manifest counts as a pull, and under a pull-through cache rule it may import: so only where the platform or the key
    /// is in question, and where it is known that no rule fills the repository.
    /// </summary>
    public static bool WantManifest(PullFailure failure, PullFacts facts) =>
        failure.Image is ImageReference.Ecr image
        && (failure.Symptom is Symptom.PlatformMismatch || failure.Signs.NamesKms
            || facts.EncryptionKey is Fact<string?>.Known { Value: not null })
        && facts.PullThroughRules is Fact<IReadOnlyList<PullThroughRule>>.Known { Value: var rules }
        && PullThroughRule.For(image.Repository, rules) is null;

    private static bool IsUnexplained(PullFailure failure, PullFacts facts, Verdict verdict) =>
        facts.Image is Fact<ImageInRepository>.Known { Value: ImageInRepository.Present }
        && !IncompleteImage.Lacks(facts)
        && (failure.Signs.NamesKms
            || failure.Symptom is Symptom.NotFound or Symptom.LayerMissing or Symptom.ServerError or Symptom.Unknown
            || (failure.Symptom is Symptom.Forbidden && verdict.Cause is Cause.DeniedElsewhere));
}
