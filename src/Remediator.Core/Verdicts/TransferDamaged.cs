using Remediator.Core.Failures;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Verdicts;

/// <summary>What arrived is not what its digest says. What damages every image is not the image.</summary>
internal static class TransferDamaged
{
    public static readonly TextCause Row = new(Symptom.DamagedTransfer, Cause.TransferDamaged)
    {
        Confidence = (failure, _) => failure.Spread is { Nodes: > 1, Repositories: 1 } && SawOthers(failure)
            ? Confidence.Proved
            : Confidence.Likely,
        Shows = (failure, _) => failure.Spread switch
        {
            { Nodes: > 1, Repositories: > 1 } spread =>
                new Message("transfer.several-repositories", ("repositories", spread.Repositories), ("nodes", spread.Nodes)),
            { Nodes: > 1 } => SawOthers(failure)
                ? new Message("transfer.several-nodes")
                : new Message("transfer.several-nodes-one-workload"),
            { Repositories: > 1 } spread => new Message("transfer.one-node-several", ("repositories", spread.Repositories)),
            _ => new Message("transfer.one-node"),
        },
        Command = TextCauses.Node,
        Next = failure => failure.Spread switch
        {
            { Nodes: > 1, Repositories: > 1 } => new Message("transfer.next.path"),
            { Nodes: > 1 } => SawOthers(failure) ? new Message("transfer.next.image") : null,
            _ => new Message("transfer.next.one-node", ("node", failure.NodesShown)),
        },
        NotEvaluated = new Message("not-evaluated.image-served"),
    };

    /// <summary>A look at one workload cannot tell whether other images arrive damaged as well.</summary>
    private static bool SawOthers(PullFailure failure) => failure.Scope is { Workload: null, Pod: null };
}
