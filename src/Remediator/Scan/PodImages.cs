using Remediator.Kubernetes;

namespace Remediator.Scan;

/// <summary>The images that a pod's spec names: of its containers, and of the image volumes that they mount.</summary>
internal static class PodImages
{
    public static IReadOnlyList<SpecifiedImage> Of(Pod pod) => Of(pod.Spec);

    public static IReadOnlyList<SpecifiedImage> Of(PodSpec spec)
    {
        var volumes = (spec.Volumes ?? []).Where(volume => volume.Image?.Reference is { Length: > 0 })
            .ToDictionary(volume => volume.Name, volume => volume.Image!.Reference!);
        return
        [
            .. from one in Containers(spec)
               from image in (SpecifiedImage[])
               [
                   new(one.Kind, one.Container.Name, one.Container.Image ?? ""),
                   .. from mount in one.Container.VolumeMounts ?? []
                      where volumes.ContainsKey(mount.Name)
                      select new SpecifiedImage(one.Kind, one.Container.Name, volumes[mount.Name], mount.Name),
               ]
               select image,
        ];
    }

    /// <summary>The image as the pod names it; the status may show the name that the runtime resolved it to.</summary>
    public static SpecifiedImage OwnOf(Pod pod, PodContainerStatus status) =>
        Containers(pod.Spec).Where(one => one.Container.Name == status.Name && one.Container.Image is not null)
            .Select(one => new SpecifiedImage(one.Kind, status.Name, one.Container.Image!))
            .FirstOrDefault() ?? new(ContainerKind.Container, status.Name, status.Image ?? "");

    private static IEnumerable<(ContainerKind Kind, PodContainer Container)> Containers(PodSpec spec) =>
    [
        .. (spec.Containers ?? []).Select(one => (ContainerKind.Container, one)),
        .. (spec.InitContainers ?? []).Select(one => (ContainerKind.Init, one)),
        .. (spec.EphemeralContainers ?? []).Select(one => (ContainerKind.Ephemeral, one)),
    ];
}
