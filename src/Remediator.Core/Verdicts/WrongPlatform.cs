namespace Remediator.Core;

/// <summary>"no match for platform": the manifest list's platforms against the node's own.</summary>
internal static class WrongPlatform
{
    public static Verdict Judge(PullFailure failure, ImageReference.Ecr image, Facts facts)
    {
        var node = (facts.Node as Fact<NodeState>.Known)?.Value.Platform;
        var built = ((facts.Manifest as Fact<Manifest>.Known)?.Value as Manifest.Index)?.Platforms;
        var lacks = node is not null && built is not null && !built.Contains(node);
        return new Verdict(
            Served.KeyIsUnusable(facts) ? Cause.KmsKeyUnusable : Cause.PlatformMissing,
            lacks || Served.KeyIsUnusable(facts) ? Confidence.Proved : Confidence.Likely,
            [
                .. Chain.Of(failure),
                Chain.Image(image, facts.Image),
                .. Served.Told(image, facts),
                new(Step.ImageExists, lacks ? StepResult.Fail : StepResult.Unknown,
                    node is null ? "the node's platform is not known" : $"the node is {node}{(lacks ? ", which is not among them" : "")}", ByHand.NodePlatform(failure.First.Node)),
                Chain.Puller(failure, facts.Puller),
                Chain.Skipped(Step.IdentityPermissions, "the manifest was served, so the pull is allowed"),
                Chain.Skipped(Step.RepositoryPolicy, "the manifest was served, so the pull is allowed"),
            ],
            Gaps.Of(("image", facts.Image), ("pull-through cache rules", facts.PullThroughRules), ("manifest", facts.Manifest), ("node", facts.Node)));
    }
}
