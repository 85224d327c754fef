using k8s.Models;
using Remediator.Aws;
using Remediator.Core.Common;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Kubernetes;

namespace Remediator.Scan;

/// <summary>Finds the containers that wait for an image in a scope, and groups them by what they share before anything is asked of AWS.</summary>
public sealed class FailureScanner(InstanceReads instances)
{
    private readonly PodContextReader surroundings = new(instances);

    /// <exception cref="ClusterUnreachableException">The pods may not be read, and trying again will not help.</exception>
    public async Task<IReadOnlyList<PullFailure>> ReadAsync(Cluster cluster, Scope scope, CancellationToken cancelled)
    {
        var waiting = await cluster.FromPodsAsync(scope.Namespace, pod => InScope(pod, scope) ? WaitingContainer.Of(pod) : [], cancelled);
        Pod[] waitingPods = [.. waiting.Select(container => container.Pod).DistinctBy(pod => pod.Metadata.Uid)];
        var (texts, around) = (TextsAsync(cluster, waiting, cancelled), surroundings.ReadAsync(cluster, scope, waitingPods, cancelled));
        return Grouped(scope, waiting, await texts, await around);
    }

    private static bool InScope(Pod pod, Scope scope) =>
        pod.Metadata.DeletionTimestamp is null
        && (scope.Pod is null || pod.Metadata.Name == scope.Pod)
        && (scope.Workload is null || Owners.Of(pod).IsCalled(scope.Workload, pod.Metadata.Name));

    /// <summary>
    /// The text of each waiting container. A kubelet up to 1.31 writes no cause into the status, and "pull QPS exceeded" can hide the
    /// real one: then the last real text of the pod's Failed events counts.
    /// </summary>
    private static async Task<Dictionary<WaitingContainer, WaitingText>> TextsAsync(Cluster cluster, IReadOnlyList<WaitingContainer> waiting, CancellationToken cancelled)
    {
        var texts = waiting.ToDictionary(container => container, WaitingText.Of);
        foreach (var ns in texts.Where(t => !t.Value.SaysWhy).GroupBy(t => t.Key.Pod.Metadata.Namespace).ToArray())
        {
            var events = await FailedEventsAsync(cluster, ns.Key, cancelled);
            foreach (var (container, status) in ns)
                texts[container] = events is Fact<IReadOnlyList<Corev1Event>>.Known { Value: var known }
                    ? WaitingText.FromEvents(container, known) ?? status
                    : status with { EventsGap = events.Gap };
        }
        return texts;
    }

    private static async Task<Fact<IReadOnlyList<Corev1Event>>> FailedEventsAsync(Cluster cluster, string ns, CancellationToken cancelled)
    {
        try
        {
            return Fact.Of(await cluster.PodEventsAsync(ns, "Failed", null, cancelled));
        }
        catch (Exception e) when (KubernetesFailure.IsExpected(e, cancelled))
        {
            // the symptom stays what the status says, and the gap is told with it
            return Fact.Gap<IReadOnlyList<Corev1Event>>(KubernetesFailure.Why(e, $"list events in namespace {ns}"));
        }
    }

    private static IReadOnlyList<PullFailure> Grouped(
        Scope scope, IReadOnlyList<WaitingContainer> waiting, Dictionary<WaitingContainer, WaitingText> texts, Func<Pod, PodContext> surroundingsOf) =>
    [
        .. from container in waiting
           let text = texts[container]
           let image = ImageReference.Parse(container.Image)
           let around = surroundingsOf(container.Pod)
           group (container, text, image, around) by (GroupOf(image), around.GroupKey, text.Read.Symptom) into alike
           let first = alike.First()
           select new PullFailure(
               scope, first.image, first.text.Read.Symptom, first.text.Words, first.around.Compute, [.. alike.Select(a => Owners.PodOf(a.container.Pod, a.container.Name))])
           {
               Credentials = first.around.Credentials,
               Instance = first.around.Instance,
               EventsGap = alike.Select(a => a.text.EventsGap).FirstOrDefault(why => why is not null),
           },
    ];

    private static string GroupOf(ImageReference image) =>
        image is ImageReference.Ecr ecr ? ecr.RepositoryArn : image.ToString() ?? "";
}
