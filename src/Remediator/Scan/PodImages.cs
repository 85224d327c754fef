using Remediator.Kubernetes;

namespace Remediator.Scan;

/// <summary>The images that a pod's spec names: of its containers, and of the image volumes that they mount.</summary>
internal static class PodImages
{
    private const string Never = "Never";

    public static IReadOnlyList<SpecifiedImage> Of(Pod pod) => Of(pod.Spec);

    public static IReadOnlyList<SpecifiedImage> Of(PodSpec spec)
    {
        var volumes = (spec.Volumes ?? []).Where(volume => volume.Image?.Reference is { Length: > 0 })
            .ToDictionary(volume => volume.Name, volume => volume.Image!);
        return
        [
            .. from one in Containers(spec)
               from image in (SpecifiedImage[])
               [
                   OwnOf(one.Kind, one.Container),
                   .. from mount in one.Container.VolumeMounts ?? []
                      where volumes.ContainsKey(mount.Name)
                      let volume = volumes[mount.Name]
                      select new SpecifiedImage(one.Kind, one.Container.Name, volume.Reference!, mount.Name)
                      {
                          IsNeverPulled = volume.PullPolicy is Never,
                      },
               ]
               select image,
        ];
    }

    /// <summary>The image as the pod names it; the status may show the name that the runtime resolved it to.</summary>
    public static SpecifiedImage OwnOf(Pod pod, PodContainerStatus status) =>
        Containers(pod.Spec).Where(one => one.Container.Name == status.Name && one.Container.Image is not null)
            .Select(one => OwnOf(one.Kind, one.Container))
            .FirstOrDefault() ?? new(ContainerKind.Container, status.Name, status.Image ?? "");

    private static SpecifiedImage OwnOf(ContainerKind kind, PodContainer container) =>
        new(kind, container.Name, container.Image ?? "") { IsNeverPulled = container.ImagePullPolicy is Never };

    private static IEnumerable<(ContainerKind Kind, PodContainer Container)> Containers(PodSpec spec) =>
    [
        .. (spec.Containers ?? []).Select(one => (ContainerKind.Container, one)),
        .. (spec.InitContainers ?? []).Select(one => (ContainerKind.Init, one)),
        .. (spec.EphemeralContainers ?? []).Select(one => (ContainerKind.Ephemeral, one)),
    ];
}
