using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Fixing;

/// <summary>One answer that a patch changes.</summary>
public sealed record PolicyChange(string Principal, string Action, PolicyAnswer Was, PolicyAnswer Becomes);

/// <summary>The smallest change of a repository policy that lets a role pull, or why there is none.</summary>
public abstract record Fix
{
    private Fix() { }

    /// <summary>The policy denies this role no pull action.</summary>
    public sealed record NotNeeded : Fix;

    public sealed record Refused(Message Why) : Fix;

    /// <param name="Before">Null: there is no policy.</param>
    /// <param name="After">Null: nothing is left, delete the policy.</param>
    /// <param name="Changes">Every answer that changes; no other does.</param>
    /// <param name="Ask">Why a person has to approve it; null if nobody has to.</param>
    /// <param name="Warnings">What a person should know of the result.</param>
    public sealed record Patch(
        PolicyDocument? Before, PolicyDocument? After, IReadOnlyList<PolicyChange> Changes, Message? Ask,
            IReadOnlyList<Message> Warnings) : Fix;

    public static Fix For(FixCase need)
    {
        var denying = DenyingStatement.Of(need);
        if (!denying.Exists(statement => statement.OfPull))
            return new NotNeeded();
        if (RegistryGuard.WhyNot(need) is { } why)
            return new Refused(why);
        if (EditGuard.AroundPolicy(need.ResourcePolicy!) is { } guarded)
            return new Refused(guarded);
        var edits = need.Strategy == PatchStrategy.FlipEffect ? FlipEffect.Of(need, denying) : CarveOut.Of(need, denying);
        if (edits.Refusal is { } refusal)
            return new Refused(refusal);
        var after = edits.Applied(need.ResourcePolicy);
        if (EditGuard.TooLong(after) is { } tooLong)
            return new Refused(tooLong);
        if (LockOut.Of(need, after) is { } lockOut)
            return new Refused(lockOut);
        return Proof.Of(need, after, edits);
    }

    /// <summary>
    /// The smallest statement that lets a role pull which nothing denies and nothing allows; a patch of this kind always asks.
    /// </summary>
    public static Fix Allowing(FixCase need) => Grant.Of(need);

    /// <summary>The same change of a registry policy, which is given as the resource policy, for its owner to make.</summary>
    public static Fix OfRegistry(FixCase need) => RegistryCarveOut.Of(need);
}
