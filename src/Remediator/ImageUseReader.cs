using k8s.Models;
using Remediator.Core;
using Remediator.Kubernetes;

namespace Remediator;

/// <summary>Finds the running pods of a cluster whose images come from a repository.</summary>
public static class ImageUseReader
{
    /// <returns>One a image and kind of puller.</returns>
    /// <exception cref="ClusterUnreachableException">The pods may not be read, and trying again will not help.</exception>
    public static async Task<IReadOnlyList<PullFailure>> ReadAsync(Cluster cluster, Scope scope, EcrRepository repository, CancellationToken cancelled)
    {
        var used = await cluster.FromPodsAsync(null, pod => Of(pod, repository), cancelled);
        var nodes = await NodeCompute.ReadAllAsync(cluster, used.Select(use => use.Pod.Node!), cancelled);
        return
        [
            .. from use in used
               let compute = nodes[use.Pod.Node!]
               group (use, compute) by (use.Image.Text, compute.GroupKey) into alike
               let first = alike.First()
               select new PullFailure(scope, first.use.Image, Symptom.Forbidden, "", first.compute, [.. alike.Select(a => a.use.Pod)]) { IsAhead = true },
        ];
    }

    /// <summary>Finished pods pull no more, and those that wait for their image are failing already.</summary>
    private static IEnumerable<Use> Of(V1Pod pod, EcrRepository repository)
    {
        if (pod is not { Metadata.DeletionTimestamp: null, Status.Phase: "Running", Spec.NodeName: { } node })
            return [];
        var waiting = WaitingContainer.Of(pod).Select(container => container.Name).ToHashSet();
        return
            from container in (IEnumerable<V1Container>)[.. pod.Spec.InitContainers ?? [], .. pod.Spec.Containers]
            where container.ImagePullPolicy is not "Never" && !waiting.Contains(container.Name)
            let image = ImageReference.Parse(container.Image ?? "")
            where repository.Holds(image)
            select new Use(image, new(pod.Metadata.NamespaceProperty, pod.Metadata.Name, pod.Metadata.Uid, Owners.Of(pod), container.Name, node));
    }

    private sealed record Use(ImageReference Image, FailingPod Pod);
}
