using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;

namespace Remediator.Core.Verdicts;

/// <summary>"no match for platform": the manifest list's platforms against the node's own.</summary>
internal static class WrongPlatform
{
    public static Verdict Judge(PullFailure failure, ImageReference.Ecr image, PullFacts facts)
    {
        var node = (facts.Node as Fact<NodeState>.Known)?.Value.Platform;
        var built = ((facts.Manifest as Fact<Manifest>.Known)?.Value as Manifest.Index)?.Platforms;
        var lacks = node is not null && built is not null && !built.Contains(node);
        return new Verdict(
            ManifestEvidence.KeyIsUnusable(facts) ? Cause.KmsKeyUnusable : Cause.PlatformMissing,
            lacks || ManifestEvidence.KeyIsUnusable(facts) ? Confidence.Proved : Confidence.Likely,
            [
                .. EvidenceChain.Of(failure),
                EvidenceChain.Image(image, facts.Image),
                .. ManifestEvidence.Told(image, facts),
                new(Step.ImageExists, lacks ? StepResult.Fail : StepResult.Unknown,
                    node is null ? "the node's platform is not known" : $"the node is {node}{(lacks ? ", which is not among them" : "")}", ShellCommands.NodePlatform(failure.First.Node)),
                EvidenceChain.Puller(failure, facts.Puller),
                EvidenceChain.Skipped(Step.IdentityPermissions, "the manifest was served, so the pull is allowed"),
                EvidenceChain.Skipped(Step.RepositoryPolicy, "the manifest was served, so the pull is allowed"),
            ],
            Gaps.Of(("image", facts.Image), ("pull-through cache rules", facts.PullThroughRules), ("manifest", facts.Manifest), ("node", facts.Node)));
    }
}
