using System.Diagnostics;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Verdicts;

/// <summary>The first links of the chain, which read the same whatever the cause is.</summary>
public static class EvidenceChain
{
    private const int TextsShown = 9;

    public static IReadOnlyList<Evidence> Of(PullFailure failure) => failure.IsAhead ? Ahead(failure) :
    [
        new(Step.PodStatus, StepResult.Fail, Waiting(failure), ShellCommands.PodStatus(failure.First)),
        new(Step.PodEvents, failure.Symptom is Symptom.Unknown ? StepResult.Unknown : StepResult.Fail,
            Said(failure), ShellCommands.PodEvents(failure.First)),
        .. OfOtherImages(failure),
        .. Attempts(failure.Attempts),
        .. Missing(failure),
        Reference(failure),
        .. NamedIn(failure),
    ];

    /// <summary>What went wrong first, then the whole text, which names the image again and again.</summary>
    private static Message Said(PullFailure failure)
    {
        var (symptom, name) = (Message.Of("symptom", failure.Symptom.WireName), failure.Symptom.WireName);
        return InnermostClause.Of(failure.Text) is { } clause
            ? new Message("pod-events.clause", ("symptom", symptom), ("name", name), ("clause", clause), ("text", failure.Text))
            : new Message("pod-events.text", ("symptom", symptom), ("name", name), ("text", failure.Text));
    }

    /// <summary>Texts that are not understood may mean something else for each image.</summary>
    private static IEnumerable<Evidence> OfOtherImages(PullFailure failure) => failure.Symptom is not Symptom.Unknown ? [] :
        failure.Images.Select(image => (Image: image, Text: failure.TextOf.GetValueOrDefault(image, failure.Text)))
            .DistinctBy(one => Without(one.Image, one.Text)).Skip(1).Take(TextsShown)
            .Select(one => new Evidence(Step.PodEvents, StepResult.Unknown,
                new Message("pod-events.text-of", ("image", one.Image), ("text", one.Text)), null));

    /// <summary>A text without what only names its image.</summary>
    private static string Without(string image, string text)
    {
        var rest = text.Replace(image, "", StringComparison.Ordinal);
        return ImageReference.Parse(image) is ImageReference.Ecr ecr
            ? rest.Replace(ecr.Digest ?? ecr.Tag ?? ecr.Text, "", StringComparison.Ordinal)
            : rest;
    }

    private static IEnumerable<Evidence> Missing(PullFailure failure) => failure.Credentials.Missing is { Count: > 0 } secrets
        ? [new(Step.PodEvents, StepResult.Fail,
            new Message("pod-events.secret-missing", ("secrets", string.Join(", ", secrets)), ("namespace", failure.First.Namespace)),
            ShellCommands.Secrets(failure.First.Namespace, secrets))]
        : [];

    /// <summary>What the pod has the image for, where that is not one of its ordinary containers.</summary>
    private static IEnumerable<Evidence> NamedIn(PullFailure failure)
    {
        var command = ShellCommands.PodImages(failure.First);
        if (failure.Unreconciled is { } why)
            yield return new(Step.ImageReference, StepResult.Unknown, why, command);
        else if (failure.First is { Volume: { } volume, Container: var container })
            yield return new(Step.ImageReference, StepResult.Pass,
                new Message("image.of-volume", ("volume", volume), ("container", container)), command);
        if (failure.First is { Kind: ContainerKind.Ephemeral, Container: var ephemeral })
            yield return new(Step.ImageReference, StepResult.Pass, new Message("image.of-ephemeral", ("container", ephemeral)), command);
    }

    /// <summary>Where several credentials were tried, each came to something of its own.</summary>
    private static IEnumerable<Evidence> Attempts(IReadOnlyList<PullAttempt> attempts) => attempts.Count < 2 ? [] :
        attempts.Select((attempt, i) => new Evidence(Step.PodEvents, StepResult.Fail, attempt.Denial?.User is { } user
            ? new Message("pod-events.attempt-of", ("number", i + 1), ("of", attempts.Count), ("user", user),
                ("symptom", Message.Of("symptom", attempt.Symptom.WireName)), ("name", attempt.Symptom.WireName))
            : new Message("pod-events.attempt", ("number", i + 1), ("of", attempts.Count),
                ("symptom", Message.Of("symptom", attempt.Symptom.WireName)), ("name", attempt.Symptom.WireName)), null));

    private static IReadOnlyList<Evidence> Ahead(PullFailure use) =>
    [
        new(Step.PodStatus, StepResult.Pass,
            new Message("pod-status.running",
                ("containers", use.Pods.Count), ("workloads", use.Workloads.Count), ("pod", $"{use.First.Namespace}/{use.First.Name}")),
            ShellCommands.PodStatus(use.First)),
        Skipped(Step.PodEvents, new Message("pod-events.none-yet")),
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
                    ImageInRepository.Present => new Message("image.present", ("repository", image.Repository), ("image", image.Shown)),
                    ImageInRepository.Archived => new Message("image.archived", ("repository", image.Repository), ("image", image.Shown)),
                    ImageInRepository.Missing missing => Missing(image, missing.Held),
                    _ => new Message("image.repository-missing",
                        ("registry", image.Registry.Account), ("region", image.Registry.Region), ("repository", image.Repository)),
                }, command),
            _ => new(Step.ImageExists, StepResult.Unknown, fact.Gap!, command),
        };
    }

    /// <summary>The nearest tags and the newest.</summary>
    private static Message Missing(ImageReference.Ecr image, Fact<IReadOnlyList<HeldImage>> listed)
    {
        if (listed is not Fact<IReadOnlyList<HeldImage>>.Known { Value: var held })
            return new Message("image.missing", ("repository", image.Repository), ("image", image.Shown));
        if (held.Count == 0)
            return new Message("image.missing-repository-empty", ("repository", image.Repository), ("image", image.Shown));
        var near = Nearest(image, listed);
        var newest = string.Join(", ", held.OrderByDescending(one => one.PushedAt)
            .SelectMany(one => one.Tags.Count > 0 ? one.Tags : [one.Digest]).Take(3).Except(near));
        return newest.Length == 0
            ? new Message("image.missing-similar",
                ("repository", image.Repository), ("image", image.Shown), ("nearest", string.Join(", ", near)))
            : near.Count == 0
            ? new Message("image.missing-newest", ("repository", image.Repository), ("image", image.Shown), ("newest", newest))
            : new Message("image.missing-nearest",
                ("repository", image.Repository), ("image", image.Shown), ("nearest", string.Join(", ", near)), ("newest", newest));
    }

    /// <summary>The tags that are most like the one that is missing.</summary>
    public static IReadOnlyList<string> Nearest(ImageReference.Ecr image, Fact<IReadOnlyList<HeldImage>> listed) =>
        image is { Digest: null, Tag: { } tag } && listed is Fact<IReadOnlyList<HeldImage>>.Known { Value: var held }
            ? NearTags.To(tag, [.. held.SelectMany(one => one.Tags)]) : [];

    public static Evidence Puller(PullFailure failure, Fact<Puller> fact)
    {
        var command = CommandFor(failure);
        return fact switch
        {
            Fact<Puller>.Known { Value: { Proved: true } puller } => new(Step.Puller, StepResult.Pass,
                new Message("puller.role", ("role", puller.Role.ToString()), ("how", puller.How)), command),
            Fact<Puller>.Known { Value: var puller } => new(Step.Puller, StepResult.Unknown,
                new Message("puller.probably", ("role", puller.Role.ToString()), ("how", puller.How)), command),
            _ => new(Step.Puller, StepResult.Unknown, fact.Gap!, command),
        };
    }

    private static string CommandFor(PullFailure failure) => (failure.Credentials, failure.Compute) switch
    {
        (PodCredentials.PullSecrets or PodCredentials.ServiceAccountRole, _) => ShellCommands.PodCredentials(failure.First),
        (PodCredentials.NodeRuntime, _) => ShellCommands.NodeRuntime(failure.First.Node),
        (_, Compute.NodeGroup group) => ShellCommands.NodeGroup(failure.Scope.Cluster, group.Name, failure.Scope.Region),
        (_, Compute.Instance instance) => ShellCommands.InstanceProfile(failure.Scope.Region, instance.InstanceId),
        (_, Compute.AutoMode) => ShellCommands.AutoModeRole(failure.Scope.Cluster, failure.Scope.Region),
        (_, Compute.Fargate fargate) => ShellCommands.FargateProfiles(failure.Scope.Cluster, fargate.Profile, failure.Scope.Region),
        _ => ShellCommands.Node(failure.First.Node),
    };

    public static Evidence Skipped(Step step, Message why) => new(step, StepResult.Skipped, why, null);

    private static Evidence Reference(PullFailure failure)
    {
        var command = failure.IsOfSandbox ? ShellCommands.PodEvents(failure.First) : ShellCommands.ImageReference(failure.First);
        return failure.Image switch
        {
            ImageReference.Ecr ecr => new(Step.ImageReference, StepResult.Pass,
                new Message("image.private",
                    ("registry", ecr.Registry.Account), ("region", ecr.Registry.Region), ("repository", ecr.Repository)), command),
            ImageReference.NotEcr other =>
                new(Step.ImageReference, StepResult.Fail, new Message("image.not-ecr", ("image", other.Text), ("why", other.Why)), command),
            ImageReference.Invalid invalid =>
                new(Step.ImageReference, StepResult.Fail, new Message("image.invalid", ("image", invalid.Text), ("why", invalid.Why)),
                    command),
            _ => throw new UnreachableException(),
        };
    }

    private static Message Waiting(PullFailure failure)
    {
        var (pod, spread) = ($"{failure.First.Namespace}/{failure.First.Name}", failure.Spread.Shown(failure.MissedTheRegistry));
        return failure.IsOfSandbox
            ? new Message("pod-status.no-sandbox", ("pod", pod), ("pods", failure.Pods.Count), ("spread", spread))
            : failure.Pods.Count == 1
            ? new Message("pod-status.waiting-one", ("pod", pod), ("container", failure.First.Container), ("spread", spread))
            : new Message("pod-status.waiting-many",
                ("containers", failure.Pods.Count), ("workloads", failure.Workloads.Count), ("pod", pod), ("spread", spread));
    }
}
