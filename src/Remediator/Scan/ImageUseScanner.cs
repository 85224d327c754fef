using Remediator.Aws;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.PullTexts;
using Remediator.Kubernetes;

namespace Remediator.Scan;

/// <summary>Finds the running pods of a cluster whose images come from a repository.</summary>
public sealed class ImageUseScanner(InstanceReads instances)
{
    private readonly PodContextReader surroundings = new(instances);

    /// <returns>One a image and kind of puller.</returns>
    /// <exception cref="ClusterUnreachableException">The pods may not be read, and trying again will not help.</exception>
    public async Task<IReadOnlyList<PullFailure>> ReadAsync(Cluster cluster, Scope scope, EcrRepository repository, CancellationToken cancelled)
    {
        var used = await cluster.FromPodsAsync(null, pod => Of(pod, repository), cancelled);
        var around = await surroundings.ReadAsync(cluster, scope, [.. used.Select(use => use.Pod).DistinctBy(pod => pod.Metadata.Uid)], cancelled);
        return
        [
            .. from use in used
               let of = around(use.Pod)
               group (use, of) by (use.Image.Text, of.GroupKey) into alike
               let first = alike.First()
               select new PullFailure(scope, first.use.Image, Symptom.Forbidden, "", first.of.Compute, [.. alike.Select(a => Owners.PodOf(a.use.Pod, a.use.Container))])
               {
                   Credentials = first.of.Credentials,
                   Instance = first.of.Instance,
                   IsAhead = true,
               },
        ];
    }

    /// <summary>Finished pods pull no more, and those that wait for their image are failing already.</summary>
    private static IEnumerable<Use> Of(Pod pod, EcrRepository repository)
    {
        if (pod is not { Metadata.DeletionTimestamp: null, Status.Phase: "Running", Spec.NodeName: not null })
            return [];
        var waiting = WaitingContainer.Of(pod).Select(container => container.Name).ToHashSet();
        return
            from container in (IEnumerable<PodContainer>)[.. pod.Spec.InitContainers ?? [], .. pod.Spec.Containers ?? []]
            where container.ImagePullPolicy is not "Never" && !waiting.Contains(container.Name)
            let image = ImageReference.Parse(container.Image ?? "")
            where repository.Holds(image)
            select new Use(pod, container.Name, image);
    }

    private sealed record Use(Pod Pod, string Container, ImageReference Image);
}
