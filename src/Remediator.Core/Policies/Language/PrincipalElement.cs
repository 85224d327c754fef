namespace Remediator.Core.Policies.Language;

/// <summary>The value of `Principal` or `NotPrincipal`.</summary>
internal sealed class PrincipalElement
{
    private PrincipalElement(PrincipalEntry[] entries, bool understood) => (Entries, IsUnderstood) = (entries, understood);

    public PrincipalEntry[] Entries { get; }

    /// <summary>False if a part of the element is of no documented form.</summary>
    public bool IsUnderstood { get; }

    public PrincipalMatch Match(Principal principal)
    {
        var match = default(PrincipalMatch);
        foreach (var entry in Entries)
            match = match.Or(entry.Match(principal));
        return IsUnderstood ? match : match.Or(new PrincipalMatch(Tri.Unknown, Tri.False, Tri.False));
    }

    /// <summary>
    /// Whether a Deny with this as `NotPrincipal` spares the principal: it must be named together with its account, a session also with its
    /// role, and one that has a permissions boundary is never spared.
    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
    /// </summary>
    public Tri Spares(Principal principal, bool hasBoundary)
    {
        if (hasBoundary)
            return Tri.False;
        var match = Match(principal);
        if (Entries.Any(entry => entry is PrincipalEntry.Anyone))
            return Tri.True;
        return principal switch
        {
            Principal.Root => match.Account,
            // a role asks by a session, and which one is not known
            Principal.Role role =>
                match.Account.And(match.Role).And(Entries.Any(entry => IsSessionOf(role.Of, entry)) ? Tri.Unknown : Tri.False),
            Principal.Someone => Tri.Unknown,
            Principal.Session => match.Account.And(match.Role).And(match.Direct),
            { Account: null } => match.Direct,
            _ => match.Account.And(match.Direct),
        };
    }

    private static bool IsSessionOf(RoleArn role, PrincipalEntry entry) =>
        entry is PrincipalEntry.Named { Principal: Principal.Session session } && session.Of == role with { Path = "/" };

    public static PrincipalElement Of(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String && json.GetString() == "*")
            return new([PrincipalEntry.Of("AWS", "*")], true);
        if (json.ValueKind != JsonValueKind.Object)
            return new([], false);
        var entries = new List<PrincipalEntry>();
        foreach (var kind in json.EnumerateObject())
        {
            var texts = kind.Name is "AWS" or "Service" or "Federated" or "CanonicalUser" ? kind.Value.Texts() : null;
            if (texts is not { Length: > 0 })
                return new([.. entries], false);
            entries.AddRange(texts.Select(text => PrincipalEntry.Of(kind.Name, text)));
        }
        return new([.. entries], entries.Count > 0 && !entries.Exists(entry => entry is PrincipalEntry.Nobody));
    }
}
