using Remediator.Aws;
using Remediator.Core.PullTexts;
using Remediator.Kubernetes;

namespace Remediator.Scan;

/// <summary>
/// Finds the containers in a scope that wait for an image, and groups them by what they share before AWS is asked about them.
/// </summary>
public sealed class FailureScanner(InstanceReads instances, TimeProvider clock)
{
    private readonly PodContextReader _contexts = new(instances);
    private readonly SandboxScanner _sandboxes = new(clock);

    /// <returns>
    /// What fails, whether all pods were seen (where they were not, each failure says so), and why it could not be seen whether pods wait
    /// for their sandbox's image.
    /// </returns>
    /// <exception cref="ClusterUnreachableException">The pods may not be read, and trying again will not help.</exception>
    /// <exception cref="RemoteFailureException">Not all pods could be read, and none of the others fails.</exception>
    public async Task<(IReadOnlyList<PullFailure> Failures, bool IsWhole, Message? SandboxGap)> ReadAsync(
        Cluster cluster, Scope scope, Invocation invocation)
    {
        var seen = await PodListing.ReadAsync(
            cluster, scope.Namespace, pod => InScope(pod, scope) ? WaitingIn(pod, scope) : [], invocation);
        var (failures, sandboxGap) = await FailuresAsync(cluster, scope, seen.Picked, invocation.Cancelled);
        return seen.Unfinished is not { } why ? (failures, true, sandboxGap)
            : failures.Count == 0 ? throw new RemoteFailureException(why, null)
            : ([.. failures.Select(failure => failure with { PodsGap = why })], false, sandboxGap);
    }

    private async Task<(IReadOnlyList<PullFailure> Failures, Message? SandboxGap)> FailuresAsync(
        Cluster cluster, Scope scope, IReadOnlyList<WaitingContainer> found, CancellationToken cancelled)
    {
        var byKind = found.ToLookup(one => one.Own.Kind is ContainerKind.Sandbox);
        WaitingContainer[] candidates = [.. byKind[true]], waiting = [.. byKind[false]];
        Pod[] waitingPods = [.. waiting.Select(container => container.Pod).DistinctBy(pod => pod.Metadata.Uid)];
        var sandboxes = SandboxesAsync(cluster, scope, candidates, cancelled);
        var (texts, contexts) = (TextsAsync(cluster, waiting, cancelled), _contexts.ReadAsync(cluster, scope, waitingPods, cancelled));
        var (ofSandboxes, gap) = await sandboxes;
        PullFailure[] failures = [.. Grouped(scope, waiting, await texts, await contexts), .. ofSandboxes];
        return ([.. failures.Select(failure => failure with { SandboxGap = gap })], gap);
    }

    private IEnumerable<WaitingContainer> WaitingIn(Pod pod, Scope scope) =>
        WaitingContainer.Of(pod).Concat(_sandboxes.CandidateOf(pod, isNamed: scope.Pod is not null));

    private async Task<(IReadOnlyList<PullFailure> Failures, Message? SandboxGap)> SandboxesAsync(
        Cluster cluster, Scope scope, WaitingContainer[] candidates, CancellationToken cancelled)
    {
        if (candidates.Length == 0)
            return ([], null);
        var (texts, unread) = await SandboxScanner.ReadAsync(cluster, candidates, cancelled);
        var contextOf = await _contexts.ReadAsync(cluster, scope, [.. texts.Keys.Select(one => one.Pod)], cancelled);
        return (Grouped(scope, [.. texts.Keys], texts, pod => contextOf(pod) with { Credentials = new PodCredentials.NodeRuntime() }),
            unread);
    }

    private static bool InScope(Pod pod, Scope scope) =>
        pod.Metadata.DeletionTimestamp is null
        && (scope.Pod is null || pod.Metadata.Name == scope.Pod)
        && (scope.Workload is null || Owners.Of(pod).IsCalled(scope.Workload, pod.Metadata.Name));

    /// <summary>
    /// The text of each waiting container. A kubelet up to 1.31 writes no cause into the status, and "pull QPS exceeded" can hide the real
    /// one: then the last text of the pod's Failed events that says why counts.
    /// </summary>
    internal static async Task<Dictionary<WaitingContainer, WaitingText>> TextsAsync(
        Cluster cluster, IReadOnlyList<WaitingContainer> waiting, CancellationToken cancelled)
    {
        var texts = waiting.ToDictionary(container => container, WaitingText.Of);
        foreach (var ns in texts.Where(t => !t.Value.SaysWhy).GroupBy(t => t.Key.Pod.Metadata.Namespace).ToArray())
        {
            // where they cannot be read, the symptom stays what the status says, and the finding shows the gap
            var events = await KubernetesFailure.FactAsync($"list events -n {ns.Key}",
                () => cluster.PodEventsAsync(ns.Key, PullEvent.Failed, null, cancelled), cancelled);
            foreach (var (container, status) in ns)
                texts[container] = events is Fact<IReadOnlyList<ClusterEvent>>.Known { Value: var known }
                    ? status.FromEvents(container, known) ?? status
                    : status with { EventsGap = events.Gap };
        }
        return texts;
    }

    private static IReadOnlyList<PullFailure> Grouped(
        Scope scope, IReadOnlyList<WaitingContainer> waiting, IReadOnlyDictionary<WaitingContainer, WaitingText> texts,
        Func<Pod, PodContext> contextOf) =>
    [
        .. from container in waiting
           let text = texts[container]
           let failed = text.Failed(container)
           let context = contextOf(container.Pod)
           group (container, text, failed, context)
               by (GroupOf(failed.Image, text.Read.Symptom), context.GroupKey, text.Read.Symptom, failed.Unreconciled is null) into alike
           let first = alike.First()
           let pods = alike.Select(one => Owners.PodOf(one.container.Pod, one.failed.For, one.failed.Image)).ToArray()
           select new PullFailure(scope, first.failed.Image, first.text.Read.Symptom, first.text.Text, first.context.Compute, pods)
           {
               Unreconciled = first.failed.Unreconciled,
               TextOf = alike.DistinctBy(one => one.failed.Image.Text)
                   .ToDictionary(one => one.failed.Image.Text, one => Secrets.Redacted(one.text.Text)),
               Credentials = first.context.Credentials,
               Instance = first.context.Instance,
               EventsGap = alike.Select(one => one.text.EventsGap).FirstOrDefault(why => why is not null),
           },
    ];

    private static string GroupOf(ImageReference image, Symptom symptom) =>
        image is ImageReference.Ecr ecr && !symptom.IsAboutOneImage ? ecr.RepositoryArn : image.Text;
}
