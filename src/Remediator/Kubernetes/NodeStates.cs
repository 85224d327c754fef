using Remediator.Core.Facts;

namespace Remediator.Kubernetes;

/// <summary>What a Node object says of its machine, as a fact.</summary>
internal static class NodeStates
{
    public static Fact<NodeState> Of(NodeItem node)
    {
        if (node.Status?.NodeInfo is not { OperatingSystem: { } os, Architecture: { } architecture })
            return Fact.Gap<NodeState>(new Message("gap.node.no-platform"));
        var hasDiskPressure = node.Status.Conditions?.Any(condition => condition is { Type: "DiskPressure", Status: "True" }) == true;
        return Fact.Of(new NodeState(new Platform(os, architecture), hasDiskPressure));
    }
}
