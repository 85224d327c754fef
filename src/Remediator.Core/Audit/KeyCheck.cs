using Remediator.Core.Facts;
using Remediator.Core.Images;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Audit;

/// <summary>The key of KMS that a repository is encrypted with: without it ECR serves nothing, whatever the policies say.</summary>
internal static class KeyCheck
{
    /// <summary>Null where the key can be used, or that is not known.</summary>
    public static Verdict? Failure(ImageReference.Ecr image, AuditFacts facts) =>
        facts.Key is Fact<KeyState>.Known { Value: { IsUsable: false } }
            ? new(Cause.KmsKeyUnusable, Confidence.Proved, [EvidenceChain.Image(image, facts.Pull.Image)], [])
            : null;

    public static Message? Unknown(AuditFacts facts) => facts.Key switch
    {
        Fact<KeyState>.Unknown { Why: var why } => Gaps.Of(new Message("fact.key-state"), why),
        Fact<KeyState>.Known { Value: { IsUsable: null, Name: var state } } =>
            Gaps.Of(new Message("fact.key-state"), new Message("key.state-passes", ("state", state))),
        _ => null,
    };

    public static IEnumerable<Evidence> EvidenceOf(ImageReference.Ecr image, AuditFacts facts)
    {
        if (facts.Key is null || facts.Pull.EncryptionKey is not Fact<string?>.Known { Value: { } key })
            yield break;
        var command = ShellCommands.Key(image.Registry.Region, key);
        yield return facts.Key switch
        {
            Fact<KeyState>.Known { Value: { IsUsable: true } } =>
                new(Step.ImageExists, StepResult.Pass, new Message("key.usable", ("key", key)), command),
            Fact<KeyState>.Known { Value: { IsUsable: false, Name: var state } } =>
                new(Step.ImageExists, StepResult.Fail, new Message("key.unusable", ("key", key), ("state", state)), command),
            Fact<KeyState>.Known { Value.Name: var state } =>
                new(Step.ImageExists, StepResult.Unknown, new Message("key.state-passes", ("state", state)), command),
            _ => new(Step.ImageExists, StepResult.Unknown, facts.Key.Gap!, command),
        };
    }
}
