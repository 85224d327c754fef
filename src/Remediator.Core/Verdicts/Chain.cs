namespace Remediator.Core;

/// <summary>The first links of the chain, which read the same whatever the cause is.</summary>
public static class Chain
{
    public static IReadOnlyList<Evidence> Of(PullFailure failure) => failure.IsAhead ? Ahead(failure) :
    [
        new(Step.PodStatus, StepResult.Fail, Counted(failure), ByHand.PodStatus(failure.First)),
        new(Step.PodEvents, failure.Symptom is Symptom.Unknown ? StepResult.Unknown : StepResult.Fail,
            $"{failure.Symptom}: {failure.Text}", ByHand.PodEvents(failure.First)),
        Reference(failure),
    ];

    private static IReadOnlyList<Evidence> Ahead(PullFailure use) =>
    [
        new(Step.PodStatus, StepResult.Pass,
            $"{use.Pods.Count} running containers of {use.Workloads.Count} workloads use this image, the first in pod {use.First.Namespace}/{use.First.Name}",
            ByHand.PodStatus(use.First)),
        Skipped(Step.PodEvents, "nothing has failed yet: the nodes have the image"),
        Reference(use),
    ];

    public static Evidence Image(ImageReference.Ecr image, Fact<ImageInRepository> fact)
    {
        var command = ByHand.DescribeImage(image);
        return fact switch
        {
            Fact<ImageInRepository>.Known { Value: var found } => new(Step.ImageExists,
                found is ImageInRepository.Present ? StepResult.Pass : StepResult.Fail,
                found switch
                {
                    ImageInRepository.Present => $"repository {image.Repository} holds {image.Label}",
                    ImageInRepository.Archived => $"repository {image.Repository} holds {image.Label}, but archived: an archived image is not served",
                    ImageInRepository.Missing => $"repository {image.Repository} has no {image.Label}",
                    _ => $"registry {image.Registry.Account} in {image.Registry.Region} has no repository {image.Repository}",
                }, command),
            _ => new(Step.ImageExists, StepResult.Unknown, fact.Gap!, command),
        };
    }

    public static Evidence Puller(PullFailure failure, Fact<Puller> fact)
    {
        var command = failure.Compute is Compute.NodeGroup group
            ? ByHand.NodeGroup(failure.Scope.Cluster, group.Name, failure.Scope.Region)
            : ByHand.Node(failure.First.Node);
        return fact switch
        {
            Fact<Puller>.Known { Value: var puller } => new(Step.Puller, puller.Proved ? StepResult.Pass : StepResult.Unknown,
                $"{puller.Role} pulls ({puller.How})", command),
            _ => new(Step.Puller, StepResult.Unknown, fact.Gap!, command),
        };
    }

    public static Evidence Skipped(Step step, string why) => new(step, StepResult.Skipped, why, null);

    private static Evidence Reference(PullFailure failure)
    {
        var command = ByHand.ImageReference(failure.First);
        return failure.Image switch
        {
            ImageReference.Ecr ecr => new(Step.ImageReference, StepResult.Pass,
                $"{ecr} is in the private registry {ecr.Registry.Account}, region {ecr.Registry.Region}, repository {ecr.Repository}", command),
            ImageReference.NotEcr other => new(Step.ImageReference, StepResult.Fail, $"{other.Text} is not an image of a private ECR registry: {other.Why}", command),
            ImageReference.Invalid invalid => new(Step.ImageReference, StepResult.Fail, $"\"{invalid.Text}\" is no image reference: {invalid.Why}", command),
            _ => new(Step.ImageReference, StepResult.Unknown, failure.Image.ToString() ?? "", command),
        };
    }

    private static string Counted(PullFailure failure) =>
        failure.Pods.Count == 1
            ? $"pod {failure.First.Namespace}/{failure.First.Name} waits for the image of container {failure.First.Container}"
            : $"{failure.Pods.Count} containers of {failure.Workloads.Count} workloads wait for this image, the first in pod {failure.First.Namespace}/{failure.First.Name}";
}
