using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Core.Triggers;
using Remediator.Settings;
using Remediator.State;

namespace Remediator.Gate;

/// <summary>
/// Takes in what people decide about plans that were shown to them. It uses no approval up: that happens with the write it allows, in
/// <see cref="WriteClaims"/>.
/// </summary>
public sealed class DecisionIntake(IncidentStore store, FunctionSettings settings, TimeProvider clock)
{
    public const string Alias = "approvals";

    /// <summary>
    /// The right to decide is the right to invoke this alias. It is the eighth part of the invoked ARN, so a function merely named so does
    /// not match:
    /// <c>arn:aws:lambda:us-west-2:111122223333:function:remediate:approvals</c>.
    /// https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html
    /// </summary>
    public static bool IsAlias(string invokedFunctionArn) => invokedFunctionArn.Split(':') is [_, _, "lambda", _, _, "function", _, Alias];

    /// <summary>What was decided about, with all that wait for it, and the decision as the rest of the invocation carries it.</summary>
    /// <exception cref="DecisionRefusedException">Nothing is done, and the caller should know.</exception>
    public async Task<(Approval Asked, ApprovalDecision Decision)> FindAsync(Trigger.Decided decided, Invocation invocation)
    {
        if (invocation.Channel is not { } channel)
            throw new DecisionRefusedException(new Message("decision.not-through-the-alias", ("alias", Alias)));
        if (settings.Mode is Mode.Report)
            throw new DecisionRefusedException(new Message("decision.mode-report"));
        if (await store.ApprovalAsync(decided.Hash, invocation.Cancelled) is not { } approval || approval.Hash != decided.Hash)
            throw new DecisionRefusedException(new Message("decision.nobody-asked", ("hash", decided.Hash)));
        if (approval.WhyNot(clock.GetUtcNow()) is { } why)
            throw new DecisionRefusedException(new Message("decision.closed", ("hash", decided.Hash), ("why", why)));
        return (approval, new ApprovalDecision(decided.Hash, decided.IsApproved, channel,
            approval.Asks.Select(ask => ask.Incident).ToHashSet()));
    }

    /// <exception cref="DecisionRefusedException">Somebody else decided in the meantime.</exception>
    public async Task RejectAsync(ApprovalDecision decision, CancellationToken cancelled)
    {
        if (await store.RejectAsync(decision.Hash, cancelled) is { } late)
            throw new DecisionRefusedException(new Message("decision.not-rejected", ("hash", decision.Hash), ("why", late)));
    }
}

/// <summary>A decision that is not followed; the message says why.</summary>
public sealed class DecisionRefusedException(Message why) : Exception(why.ToString())
{
    public Message Why => why;
}
