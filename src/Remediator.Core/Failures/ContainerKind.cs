namespace Remediator.Core.Failures;

/// <summary>What of a pod waits for an image.</summary>
public enum ContainerKind
{
    Container,
    Init,

    /// <summary>A debug container that someone added to a pod, which serves all the same.</summary>
    Ephemeral,

    /// <summary>The pod's sandbox, whose pause image the node's runtime pulls by itself before any container.</summary>
    Sandbox,
}

public static class ContainerKindNames
{
    private static readonly WireNames<ContainerKind> s_names = new(
        (ContainerKind.Container, "container"),
        (ContainerKind.Init, "init"),
        (ContainerKind.Ephemeral, "ephemeral"),
        (ContainerKind.Sandbox, "sandbox"));

    extension(ContainerKind kind)
    {
        public string WireName => s_names.Of(kind);

        /// <exception cref="FormatException">It has another name.</exception>
        public static ContainerKind FromWire(string name) => s_names.Parse(name);
    }
}
