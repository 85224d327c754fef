using Remediator.Sandbox.Kubernetes;

namespace Remediator.Sandbox.Kubelet;

/// <summary>Why the kubelet does not try to pull an image: the waiting reason, the reason of the Event, and their message.</summary>
internal sealed record UnattemptedPull(string Waiting, string Event, string Why)
{
    public static UnattemptedPull? For(ApiObject pod, ContainerState container, IReadOnlySet<(string Node, string Image)> present)
    {
        var image = container.Image;
        var repository = ImageName.Of(image).Repository;
        if (repository.Any(char.IsAsciiLetterUpper))
            return new("InvalidImageName", "InspectFailed",
                $"Failed to apply default image tag \"{image}\": couldn't parse image name \"{image}\": "
                + $"invalid reference format: repository name ({repository}) must be lowercase");
        return PolicyOf(pod, container.Name) == "Never" && !present.Contains((pod["spec.nodeName"]!, image))
            ? new("ErrImageNeverPull", "ErrImageNeverPull", $"Container image \"{image}\" is not present with pull policy of Never") : null;
    }

    /// <summary>The imagePullPolicy of a container.</summary>
    public static string? PolicyOf(ApiObject pod, string container) =>
        ContainerState.SpecOf(pod, container)?.GetProperty("imagePullPolicy").GetString();
}
