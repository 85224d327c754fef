using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Verdicts;

/// <summary>The first links of the chain, which read the same whatever the cause is.</summary>
public static class EvidenceChain
{
    public static IReadOnlyList<Evidence> Of(PullFailure failure) => failure.IsAhead ? Ahead(failure) :
    [
        new(Step.PodStatus, StepResult.Fail, Counted(failure), ShellCommands.PodStatus(failure.First)),
        new(Step.PodEvents, failure.Symptom is Symptom.Unknown ? StepResult.Unknown : StepResult.Fail,
            $"{failure.Symptom}: {failure.Text}", ShellCommands.PodEvents(failure.First)),
        Reference(failure),
    ];

    private static IReadOnlyList<Evidence> Ahead(PullFailure use) =>
    [
        new(Step.PodStatus, StepResult.Pass,
            $"{use.Pods.Count} running containers of {use.Workloads.Count} workloads use this image, the first in pod {use.First.Namespace}/{use.First.Name}",
            ShellCommands.PodStatus(use.First)),
        Skipped(Step.PodEvents, "nothing has failed yet: the nodes have the image"),
        Reference(use),
    ];

    public static Evidence Image(ImageReference.Ecr image, Fact<ImageInRepository> fact)
    {
        var command = ShellCommands.DescribeImage(image);
        return fact switch
        {
            Fact<ImageInRepository>.Known { Value: var found } => new(Step.ImageExists,
                found is ImageInRepository.Present ? StepResult.Pass : StepResult.Fail,
                found switch
                {
                    ImageInRepository.Present => $"repository {image.Repository} holds {image.Label}",
                    ImageInRepository.Archived => $"repository {image.Repository} holds {image.Label}, but archived: an archived image is not served",
                    ImageInRepository.Missing missing => $"repository {image.Repository} has no {image.Label}{Instead(image, missing.Held)}",
                    _ => $"registry {image.Registry.Account} in {image.Registry.Region} has no repository {image.Repository}",
                }, command),
            _ => new(Step.ImageExists, StepResult.Unknown, fact.Gap!, command),
        };
    }

    /// <summary>The nearest tags and the newest.</summary>
    private static string Instead(ImageReference.Ecr image, IReadOnlyList<HeldImage>? held)
    {
        if (held is null)
            return "";
        var near = image.Digest is null ? NearTags.To(image.Tag!, [.. held.SelectMany(one => one.Tags)]) : [];
        var newest = held.OrderByDescending(one => one.PushedAt).SelectMany(one => one.Tags.Count > 0 ? one.Tags : [one.Digest]).Take(3).ToArray();
        return held.Count == 0 ? " and holds no image at all"
            : $"{(near.Count > 0 ? $"; nearest: {string.Join(", ", near)}" : "")}; newest: {string.Join(", ", newest)}";
    }

    public static Evidence Puller(PullFailure failure, Fact<Puller> fact)
    {
        var command = CommandFor(failure);
        return fact switch
        {
            Fact<Puller>.Known { Value: var puller } => new(Step.Puller, puller.Proved ? StepResult.Pass : StepResult.Unknown,
                $"{puller.Role} pulls ({puller.How})", command),
            _ => new(Step.Puller, StepResult.Unknown, fact.Gap!, command),
        };
    }

    private static string CommandFor(PullFailure failure) => (failure.Credentials, failure.Compute) switch
    {
        (PodCredentials.PullSecrets or PodCredentials.ServiceAccountRole, _) => ShellCommands.PodCredentials(failure.First),
        (_, Compute.NodeGroup group) => ShellCommands.NodeGroup(failure.Scope.Cluster, group.Name, failure.Scope.Region),
        (_, Compute.Instance instance) => ShellCommands.InstanceProfile(failure.Scope.Region, instance.InstanceId),
        (_, Compute.AutoMode) => ShellCommands.AutoModeRole(failure.Scope.Cluster, failure.Scope.Region),
        (_, Compute.Fargate fargate) => ShellCommands.FargateProfiles(failure.Scope.Cluster, fargate.Profile, failure.Scope.Region),
        _ => ShellCommands.Node(failure.First.Node),
    };

    public static Evidence Skipped(Step step, string why) => new(step, StepResult.Skipped, why, null);

    private static Evidence Reference(PullFailure failure)
    {
        var command = ShellCommands.ImageReference(failure.First);
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
        $"{Waiting(failure)}; {failure.Spread.Told}{(failure is { MissedTheRegistry: true, Spread.NodesServed: > 0 } ? ", so this node and its subnet come first" : "")}";

    private static string Waiting(PullFailure failure) =>
        failure.Pods.Count == 1
            ? $"pod {failure.First.Namespace}/{failure.First.Name} waits for the image of container {failure.First.Container}"
            : $"{failure.Pods.Count} containers of {failure.Workloads.Count} workloads wait for this image, the first in pod {failure.First.Namespace}/{failure.First.Name}";
}
