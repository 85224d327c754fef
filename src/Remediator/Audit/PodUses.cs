using Remediator.Kubernetes;
using Remediator.Scan;

namespace Remediator.Audit;

/// <summary>Picks from a pod, while the list arrives, the images of private registries that it would pull again.</summary>
/// <param name="nodes">Null where they could not be listed, for the reason beside it.</param>
internal sealed class PodUses(ClusterNodes? nodes, Message? gap)
{
    /// <summary>How many waiting containers are kept to look at their texts.</summary>
    private const int MostSamples = 500;

    private readonly Dictionary<string, ImageReference> _parsed = [];
    private readonly HashSet<(string Image, string Compute)> _sampled = [];

    /// <summary>Images of other registries.</summary>
    public HashSet<string> Others { get; } = [];

    /// <summary>The platforms on which pods that are finished ran an image, by its name: it was built for them.</summary>
    public Dictionary<string, HashSet<Core.Facts.Platform>> Finished { get; } = [];

    /// <summary>Finished pods do not pull again.</summary>
    public IEnumerable<UseAtom> Of(Pod pod)
    {
        if (pod is not { Metadata.DeletionTimestamp: null, Spec.NodeName: { } name })
            return [];
        var node = nodes?.Named(name);
        if (pod.Status?.Phase is "Succeeded" or "Failed")
            Remember(pod, node?.Platform);
        if (pod.Status?.Phase is not ("Running" or "Pending"))
            return [];
        var compute = node is null ? new Compute.Unknown(gap ?? new Message("gap.node.not-listed", ("node", name)))
            : node.Compute ?? NodeCompute.FargateOf(pod);
        var waiting = WaitingContainer.Of(pod).DistinctBy(container => container.Name).ToDictionary(container => container.Name);
        var started = WaitingContainer.StatusesOf(pod).Where(status => !string.IsNullOrEmpty(status.ImageID))
            .ToDictionary(status => status.Name, status => status.ImageID!);
        return
            from one in ImagesOf(pod.Spec)
            let waits = waiting.ContainsKey(one.For.Container)
            let runs = one.For.Volume is null && started.ContainsKey(one.For.Container)
            select new UseAtom(one.Image, one.For, pod.Metadata.Namespace, Owners.Of(pod), compute)
            {
                Instance = node?.Instance,
                Shown = runs ? node?.Platform : null,
                Pod = new(pod.Metadata.Name, pod.Metadata.Uid, name),
                ServiceAccount = PodIdentity.ServiceAccountOf(pod),
                Secrets = PodIdentity.SecretsOf(pod.Spec),
                Digest = runs && !waits ? DigestIn(started[one.For.Container], one.Image) : null,
                Waits = waits,
                Sample = waits ? Sampled(waiting[one.For.Container], one.Image, compute) : null,
                Node = waits ? node?.State : null,
            };
    }

    private void Remember(Pod pod, Core.Facts.Platform? platform)
    {
        if (platform is null)
            return;
        var started = WaitingContainer.StatusesOf(pod).Where(status => !string.IsNullOrEmpty(status.ImageID))
            .Select(status => status.Name).ToHashSet();
        foreach (var (image, specified) in ImagesOf(pod.Spec).Where(one => one.For.Volume is null && started.Contains(one.For.Container)))
            if (!Finished.TryAdd(image.Text, [platform]))
                Finished[image.Text].Add(platform);
    }

    private WaitingContainer? Sampled(WaitingContainer waiting, ImageReference.Ecr image, Compute compute) =>
        _sampled.Count < MostSamples && _sampled.Add((image.Text, compute.GroupKey)) ? waiting : null;

    /// <summary>Those of private registries that are ever pulled; debug containers were added by a person.</summary>
    public IEnumerable<(ImageReference.Ecr Image, SpecifiedImage For)> ImagesOf(PodSpec spec)
    {
        foreach (var specified in PodImages.Of(spec))
        {
            if (specified is { Kind: ContainerKind.Ephemeral } or { IsNeverPulled: true })
                continue;
            if (!_parsed.TryGetValue(specified.Image, out var image))
                _parsed[specified.Image] = image = ImageReference.Parse(specified.Image);
            if (image is ImageReference.Ecr ecr)
                yield return (ecr, specified);
            else
                Others.Add(specified.Image);
        }
    }

    /// <summary>The digest where the image is known by the repository that it was asked for, which it is not behind a mirror.</summary>
    private static string? DigestIn(string imageId, ImageReference.Ecr image) =>
        imageId.StartsWith($"{image.Registry.Host}/{image.Repository}@sha256:", StringComparison.Ordinal)
            ? imageId[(imageId.IndexOf('@', StringComparison.Ordinal) + 1)..]
            : null;
}
