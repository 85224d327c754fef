using Remediator.Aws;
using Remediator.Core.PullTexts;
using Remediator.Kubernetes;

namespace Remediator.Scan;

/// <summary>Finds the running pods of a cluster whose images come from a repository or registry.</summary>
public sealed class ImageUseScanner(InstanceReads instances)
{
    private readonly PodContextReader _contexts = new(instances);

    /// <returns>One per image and kind of pulling identity.</returns>
    /// <exception cref="ClusterUnreachableException">The pods may not be read, and trying again will not help.</exception>
    public async Task<IReadOnlyList<PullFailure>> ReadAsync(
        Cluster cluster, Scope scope, ImageSource source, Invocation invocation)
    {
        var (used, unfinished) = await PodListing.ReadAsync(cluster, null, pod => Of(pod, source), invocation);
        Pod[] pods = [.. used.Select(use => use.Pod).DistinctBy(pod => pod.Metadata.Uid)];
        var contextOf = await _contexts.ReadAsync(cluster, scope, pods, invocation.Cancelled);
        return
        [
            .. from use in used
               let context = contextOf(use.Pod)
               group (use, context) by (use.Image.Text, context.GroupKey) into alike
               let first = alike.First()
               let failing = alike.Select(one => Owners.PodOf(one.use.Pod, one.use.For, one.use.Image)).ToArray()
               select new PullFailure(scope, first.use.Image, Symptom.Forbidden, "", first.context.Compute, failing)
               {
                   Credentials = first.context.Credentials,
                   Instance = first.context.Instance,
                   IsAhead = true,
                   PodsGap = unfinished,
               },
        ];
    }

    /// <summary>Finished pods do not pull again, and those that wait for their image fail already.</summary>
    private static IEnumerable<Use> Of(Pod pod, ImageSource source)
    {
        if (pod is not { Metadata.DeletionTimestamp: null, Status.Phase: "Running", Spec.NodeName: not null })
            return [];
        var waiting = WaitingContainer.Of(pod).Select(container => container.Name).ToHashSet();
        var never = ((IEnumerable<PodContainer>)[.. pod.Spec.InitContainers ?? [], .. pod.Spec.Containers ?? []])
            .Where(container => container.ImagePullPolicy is "Never").Select(container => (container.Name, (string?)null)).ToHashSet();
        return
            from specified in PodImages.Of(pod)
            where specified.Kind is not ContainerKind.Ephemeral && !never.Contains((specified.Container, specified.Volume))
                && !waiting.Contains(specified.Container)
            let image = ImageReference.Parse(specified.Image)
            where source.Holds(image)
            select new Use(pod, specified, image);
    }

    private sealed record Use(Pod Pod, SpecifiedImage For, ImageReference Image);
}
