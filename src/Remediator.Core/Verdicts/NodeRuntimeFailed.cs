using Remediator.Core.Failures;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Verdicts;

/// <summary>
/// The container runtime, its store or its disk failed. Several images that fail on one node alone show that it is the node; one image that
/// fails on several nodes may be one that their runtime cannot unpack.
/// </summary>
internal static class NodeRuntimeFailed
{
    public static readonly TextCause Row = new(Symptom.RuntimeFailed, Cause.NodeRuntimeFailed)
    {
        Confidence = (failure, _) => IsOneNodes(failure.Spread) ? Confidence.Proved : Confidence.Likely,
        Shows = (failure, _) => failure.Spread switch
        {
            var spread when IsOneNodes(spread) => new Message("runtime.one-node", ("repositories", spread.Repositories)),
            { Nodes: > 1, Repositories: 1 } spread => new Message("runtime.one-image", ("nodes", spread.Nodes)),
            { Nodes: > 1 } spread => new Message("runtime.several-nodes", ("nodes", spread.Nodes)),
            _ => new Message("runtime.failed"),
        },
        Command = Log,
        NextCommand = Log,
        NotEvaluated = new Message("not-evaluated.on-node"),
    };

    private static string? Log(PullFailure failure) =>
        ShellCommands.OnNode(failure, "journalctl -u containerd -u kubelet --since -1h --no-pager");

    private static bool IsOneNodes(Spread spread) => spread is { Nodes: 1, Repositories: > 1 };
}
