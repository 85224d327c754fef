using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;

namespace Remediator.Core.Verdicts;

/// <summary>"no match for platform": the manifest list's platforms against the node's own.</summary>
internal static class WrongPlatform
{
    public static Verdict Of(PullFailure failure, ImageReference.Ecr image, PullFacts facts)
    {
        var node = facts.Node.ValueOrNull()?.Platform;
        var built = (facts.Manifest.ValueOrNull() as Manifest.Index)?.Platforms;
        var lacks = node is not null && built is not null && !built.Contains(node);
        return new Verdict(
            ManifestEvidence.KeyIsUnusable(facts) ? Cause.KmsKeyUnusable : Cause.PlatformMissing,
            lacks || ManifestEvidence.KeyIsUnusable(facts) ? Confidence.Proved : Confidence.Likely,
            [
                .. EvidenceChain.Of(failure),
                EvidenceChain.Image(image, facts.Image),
                .. ManifestEvidence.Of(image, facts),
                new(Step.ImageExists, lacks ? StepResult.Fail : StepResult.Unknown,
                    node is null ? new Message("platform.unknown")
                    : lacks ? new Message("platform.not-built", ("platform", node.ToString()))
                    : new Message("platform.of-node", ("platform", node.ToString())), ShellCommands.NodePlatform(failure.First.Node)),
                EvidenceChain.Puller(failure, facts.Puller),
                EvidenceChain.Skipped(Step.IdentityPermissions, new Message("not-evaluated.manifest-served")),
                EvidenceChain.Skipped(Step.RepositoryPolicy, new Message("not-evaluated.manifest-served")),
            ],
            Gaps.Of(
                (new Message("fact.image"), facts.Image),
                (new Message("fact.pull-through-rules"), facts.PullThroughRules),
                (new Message("fact.manifest"), facts.Manifest),
                (new Message("fact.node"), facts.Node)));
    }
}
