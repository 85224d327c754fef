using Remediator.Core.PullTexts;

namespace Remediator.Core.Verdicts;

/// <summary>What arrived is not what its digest says. What damages every image is not the image.</summary>
internal static class TransferDamaged
{
    public static readonly TextCause Row = new(Symptom.DamagedTransfer, Cause.TransferDamaged)
    {
        Confidence = (failure, _) => failure.Spread is { Nodes: > 1, Repositories: 1 } ? Confidence.Proved : Confidence.Likely,
        Shows = (failure, _) => failure.Spread switch
        {
            { Nodes: > 1, Repositories: > 1 } spread =>
                new Message("transfer.several-repositories", ("repositories", spread.Repositories), ("nodes", spread.Nodes)),
            { Nodes: > 1 } => new Message("transfer.several-nodes"),
            { Repositories: > 1 } spread => new Message("transfer.one-node-several", ("repositories", spread.Repositories)),
            _ => new Message("transfer.one-node"),
        },
        Command = TextCauses.Node,
        NotEvaluated = new Message("not-evaluated.image-served"),
    };
}
