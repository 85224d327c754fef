namespace Remediator.Core.Facts;

/// <summary>What the Node object of the first failing pod says of its machine.</summary>
/// <param name="DiskPressure">The kubelet itself finds its disk too full.</param>
public sealed record NodeState(Platform Platform, bool DiskPressure);
