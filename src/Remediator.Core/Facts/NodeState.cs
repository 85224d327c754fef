namespace Remediator.Core.Facts;

/// <summary>What the Node object of the first failing pod says of its machine.</summary>
/// <param name="DiskPressure">The kubelet itself finds its disk too full.</param>
public sealed record NodeState(Platform Platform, bool DiskPressure);

/// <summary>An operating system and a processor architecture in Go's names: <c>linux/arm64</c>.</summary>
public sealed record Platform(string Os, string Architecture)
{
    public override string ToString() => $"{Os}/{Architecture}";
}
