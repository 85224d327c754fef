namespace Remediator.Core.Plans;

/// <summary>Whether a plan is carried out now. It stands beside the plan; a finding shows both as one.</summary>
public abstract record GateDecision
{
    private GateDecision() { }

    /// <summary>What could not be read and would have been needed to decide otherwise; null where nothing was missing.</summary>
    public Message? Gap { get; init; }

    /// <summary>
    /// There is nothing that this invocation could write: the plan leaves it alone or asks, this deployment only reports, or it writes only
    /// what was approved and nobody has approved this.
    /// </summary>
    public sealed record Leave : GateDecision;

    public sealed record Write(PolicyPatch Patch) : GateDecision;

    /// <summary>A person has to decide.</summary>
    public sealed record Ask(Message Why) : GateDecision;

    /// <summary>Nothing is written, and people are notified of it.</summary>
    /// <param name="ByPerson">Someone rejected the plan, which settles it.</param>
    public sealed record Refuse(Message Why, bool ByPerson = false) : GateDecision;

    /// <summary>
    /// Another invocation, or a later one, is responsible; nobody is notified by this one. In its response, which the contract gives no
    /// word of its own for this, the outcome is <c>Refused</c>, or <c>NotNeeded</c> where it is done.
    /// </summary>
    /// <param name="IsDone">What the plan wanted has happened already.</param>
    public sealed record Wait(Message Why, bool IsDone = false) : GateDecision;
}
