using Remediator.Core.PullTexts;
using Remediator.Kubernetes;

namespace Remediator.Scan;

/// <summary>Reads which pull secrets of pods the kubelet did not find. Secrets themselves are never read.</summary>
internal static class MissingSecretReader
{
    private const string Pulling = "Pulling";

    /// <summary>How many events of pulls are looked at in a namespace.</summary>
    private const int Most = 500;

    public static async Task<Func<Pod, SecretsSeen>> ReadAsync(
        Cluster cluster, IReadOnlyCollection<Pod> pods, CancellationToken cancelled)
    {
        var withSecrets = pods.Where(HasSecrets).GroupBy(pod => pod.Metadata.Namespace).ToArray();
        var read = await Bounded.SelectAsync(withSecrets,
            ns => OfNamespaceAsync(cluster, ns.Key, ns.Take(2).ToArray() is [var only] ? only.Metadata.Name : null, cancelled));
        var seen = withSecrets.Zip(read).ToDictionary(one => one.First.Key, one => one.Second);
        return pod => HasSecrets(pod) && seen.TryGetValue(pod.Metadata.Namespace, out var of) ? of(pod.Metadata.Uid) : SecretsSeen.All;
    }

    /// <param name="pod">The only one that is asked about there, or null.</param>
    private static async Task<Func<string, SecretsSeen>> OfNamespaceAsync(
        Cluster cluster, string ns, string? pod, CancellationToken cancelled)
    {
        var (said, pulls) = (
            KubernetesFailure.FactAsync($"list events -n {ns}",
                () => cluster.PodEventsAsync(ns, MissingSecrets.Reason, pod, cancelled), cancelled),
            KubernetesFailure.FactAsync($"list events -n {ns}",
                () => cluster.SomePodEventsAsync(ns, Pulling, pod, Most, cancelled), cancelled));
        if (await said is not Fact<IReadOnlyList<ClusterEvent>>.Known { Value: var names })
        {
            var unread = SecretsSeen.Unread((await said).Gap!);
            await pulls;
            return _ => unread;
        }
        var started = await pulls;
        var (byPod, more) = (names.ToLookup(e => e.Uid), new Message("gap.kubernetes.more-events", ("most", Most), ("namespace", ns)));
        return uid => SecretsSeen.Of(byPod[uid], started switch
        {
            Fact<EventsSeen>.Known { Value: var some } when some.Events.Where(e => e.Uid == uid).ToArray() is var own =>
                some.IsCut && own.Length == 0 ? Fact.Gap<IReadOnlyList<ClusterEvent>>(more) : Fact.Of<IReadOnlyList<ClusterEvent>>(own),
            _ => Fact.Gap<IReadOnlyList<ClusterEvent>>(started.Gap!),
        });
    }

    private static bool HasSecrets(Pod pod) => pod.Spec.ImagePullSecrets is { Count: > 0 };
}
