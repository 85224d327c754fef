using Remediator.Core.PullTexts;
using Remediator.Kubernetes;

namespace Remediator.Scan;

/// <summary>
/// Finds the pods whose node cannot get the sandbox's (pause) image. Nothing in their status says so: they are Pending, no container was
/// started, and only an event tells why.
/// </summary>
internal sealed class SandboxScanner(TimeProvider clock)
{
    /// <summary>A pod usually has its sandbox within seconds.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    /// <summary>How many pods of a cluster, and how many events of a namespace, are looked at.</summary>
    private const int Most = 500;

    /// <summary>The pod, if it may wait for its sandbox.</summary>
    /// <param name="isNamed">
    /// An event names this pod, so there is nothing to wait for; and one that ran before its node was started again is still called
    /// Running.
    /// </param>
    public IEnumerable<WaitingContainer> CandidateOf(Pod pod, bool isNamed) =>
        pod is { Spec.NodeName: not null, Status: { } status }
        && (status.Phase is null or "Pending" || (isNamed && status.Phase is "Running"))
        && WaitingContainer.StatusesOf(pod).All(one => HasNotStarted(one) || (isNamed && one.State?.Terminated is not null))
        && !Has(status, "PodReadyToStartContainers")
        && (isNamed || ScheduledAt(status) is not { } at || clock.GetUtcNow() - at > s_patience)
            ? [new WaitingContainer(pod, new SpecifiedImage(ContainerKind.Sandbox, "", ""), "", "")]
            : [];

    /// <summary>Those of the candidates whose newest event of a failed sandbox is about its image, with its text.</summary>
    /// <returns>And why that is not known of others; null where all events were read.</returns>
    public static async Task<(IReadOnlyDictionary<WaitingContainer, WaitingText> Texts, Message? Unread)> ReadAsync(
        Cluster cluster, IReadOnlyList<WaitingContainer> candidates, CancellationToken cancelled)
    {
        var looked = candidates.Take(Most).ToArray();
        var byNamespace = looked.GroupBy(one => one.Pod.Metadata.Namespace).ToArray();
        var read = await Bounded.SelectAsync(byNamespace, ns => KubernetesFailure.FactAsync($"list events -n {ns.Key}",
            () => cluster.SomePodEventsAsync(ns.Key, SandboxText.Reason,
                ns.ToArray() is [var only] ? only.Pod.Metadata.Name : null, Most, cancelled), cancelled));
        var newest = ClusterEvent.NewestTexts(
            read.OfType<Fact<EventsSeen>.Known>().SelectMany(fact => fact.Value.Events));
        var texts = (from one in looked
                     let text = newest.GetValueOrDefault(one.Pod.Metadata.Uid, "")
                     let image = SandboxText.ImageIn(text)
                     where image is not null
                     select (Waits: one with { Own = one.Own with { Image = image } }, Text: new WaitingText(PullText.Read(text), text)))
            .ToDictionary(one => one.Waits, one => one.Text);
        var found = texts.Keys.Select(one => one.Pod.Metadata.Uid).ToHashSet();
        // the pods may be Pending for another reason: nothing is found of them, and what was found beside them says so
        return (texts, Unseen(
        [
            .. from one in byNamespace.Zip(read)
               let why = one.Second switch
               {
                   Fact<EventsSeen>.Known { Value.IsCut: true } =>
                       new Message("gap.kubernetes.more-events", ("most", Most), ("namespace", one.First.Key)),
                   var fact => fact.Gap,
               }
               where why is not null
               select (one.First.Where(pod => !found.Contains(pod.Pod.Metadata.Uid)), why),
            (candidates.Skip(Most), new Message("gap.kubernetes.more-pods", ("most", Most))),
        ]));
    }

    private static Message? Unseen(IReadOnlyList<(IEnumerable<WaitingContainer> Pods, Message Why)> unseen)
    {
        var some = unseen.Where(one => one.Pods.Any()).ToArray();
        return some.Length == 0 ? null : new Message("gap.sandbox-events",
            ("count", some.Sum(one => one.Pods.Count())),
            ("namespaces", string.Join(", ", some.SelectMany(one => one.Pods).Select(one => one.Pod.Metadata.Namespace).Distinct())),
            ("why", some[0].Why));
    }

    private static bool HasNotStarted(PodContainerStatus status) =>
        status.State?.Waiting is { Reason: null or "ContainerCreating" or "PodInitializing" };

    private static bool Has(PodStatus status, string condition) =>
        status.Conditions?.Any(one => one.Type == condition && one.Status == "True") == true;

    private static DateTimeOffset? ScheduledAt(PodStatus status) =>
        status.Conditions?.FirstOrDefault(one => one is { Type: "PodScheduled", Status: "True" })?.LastTransitionTime;
}
