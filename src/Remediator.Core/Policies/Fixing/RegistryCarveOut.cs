namespace Remediator.Core.Policies.Fixing;

/// <summary>
/// The registry policy with one role's pull taken out of its Deny. This program never writes it: its owner is shown what would have to be
/// there.
/// </summary>
internal static class RegistryCarveOut
{
    /// <param name="need">Its resource policy is the registry's.</param>
    public static Fix Of(FixCase need)
    {
        var denying = DenyingStatement.Of(need);
        if (!denying.Exists(statement => statement.OfPull))
            return new Fix.NotNeeded();
        var edits = CarveOut.Of(need, denying);
        if (edits.Refusal is { } refusal)
            return new Fix.Refused(refusal);
        var after = edits.Applied(need.ResourcePolicy);
        return EditGuard.TooLong(after) is { } tooLong ? new Fix.Refused(tooLong) : Proof.Of(need, after, edits);
    }
}
