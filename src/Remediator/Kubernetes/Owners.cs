namespace Remediator.Kubernetes;

/// <summary>Which workload a pod belongs to, read from its owner references.</summary>
internal static class Owners
{
    /// <summary>
    /// For grouping and for finding a workload's pods: a ReplicaSet's Deployment is known by its name, which ends in the pod-template-hash.
    /// Before anything is restarted the ReplicaSet itself is read.
    /// </summary>
    public static Workload Of(Pod pod) => pod.Controller switch
    {
        null => new Workload("Pod", pod.Metadata.Name),
        { Kind: "ReplicaSet" } owner when HashOf(pod) is { } hash && owner.Name.EndsWith($"-{hash}", StringComparison.Ordinal) =>
            new Workload("Deployment", owner.Name[..^(hash.Length + 1)]),
        var owner => new Workload(owner.Kind, owner.Name),
    };

    /// <summary>A container's pod with what it belongs to and where it runs.</summary>
    public static FailingPod PodOf(Pod pod, string container, ImageReference image) =>
        new(pod.Metadata.Namespace, pod.Metadata.Name, pod.Metadata.Uid, Of(pod), container, pod.Spec.NodeName)
        {
            Image = image.Text,
            ControllerUid = pod.Controller?.Uid,
        };

    /// <summary>The same, with what the pod has the image for.</summary>
    public static FailingPod PodOf(Pod pod, SpecifiedImage waitsFor, ImageReference image) =>
        PodOf(pod, waitsFor.Container, image) with { Kind = waitsFor.Kind, Volume = waitsFor.Volume };

    public static PodOwner? Controller(ObjectMetadata? meta) => meta?.OwnerReferences?.FirstOrDefault(owner => owner.Controller);

    private static string? HashOf(Pod pod) =>
        pod.Label("pod-template-hash") is { Length: > 0 } hash ? hash : null;
}
