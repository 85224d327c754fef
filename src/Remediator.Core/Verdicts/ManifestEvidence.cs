using Remediator.Core.Facts;
using Remediator.Core.Images;

namespace Remediator.Core.Verdicts;

/// <summary>What came of asking ECR for the manifest, as a pull does.</summary>
internal static class ManifestEvidence
{
    private const string KmsError = "KmsError";

    /// <summary>Describing an image needs no key; only serving it does, so ECR's own failure code proves it.</summary>
    public static bool KeyIsUnusable(PullFacts facts) =>
        facts.Manifest is Fact<Manifest>.Known { Value: Manifest.Refused { Code: KmsError } };

    public static IReadOnlyList<Evidence> Of(ImageReference.Ecr image, PullFacts facts) => facts.Manifest switch
    {
        Fact<Manifest>.Known { Value: Manifest.Refused refused } =>
            [new(Step.ImageExists, StepResult.Fail, Refusal(refused, facts), ShellCommands.Manifest(image))],
        Fact<Manifest>.Known { Value: Manifest.Index index } =>
            [new(Step.ImageExists, StepResult.Pass, new Message("manifest.platforms", ("platforms", string.Join(", ", index.Platforms))),
                ShellCommands.Manifest(image))],
        Fact<Manifest>.Known => [new(Step.ImageExists, StepResult.Pass, new Message("manifest.single"), ShellCommands.Manifest(image))],
        Fact<Manifest>.Unknown unknown => [new(Step.ImageExists, StepResult.Unknown, unknown.Why, ShellCommands.Manifest(image))],
        _ => [],
    };

    private static Message Refusal(Manifest.Refused refused, PullFacts facts)
    {
        var failure = refused.Reason is { } reason ? $"{refused.Code}, {reason}" : refused.Code;
        return facts.EncryptionKey is Fact<string?>.Known { Value: { } key }
            ? new Message("manifest.refused-encrypted", ("failure", failure), ("key", key))
            : new Message("manifest.refused", ("failure", failure));
    }
}
