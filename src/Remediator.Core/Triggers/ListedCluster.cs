namespace Remediator.Core.Triggers;

/// <summary>
/// An entry of CLUSTERS: <c>name</c>, in the function's own account and region, or <c>account/region/name</c>. In a name, <c>*</c> stands
/// for any characters and <c>?</c> for one. With such a name, the account may be <c>*</c>: the own one and each that a role is assumed in.
/// </summary>
public sealed record ListedCluster(string? Account, string? Region, string Name)
{
    public const string EveryAccount = "*";

    /// <summary>It stands for those clusters that EKS lists and it matches, rather than for one that has to be there.</summary>
    public bool IsPattern => Wildcard.IsIn(Name);

    /// <summary>Null where the text is neither.</summary>
    public static ListedCluster? Parse(string text) => text.Split('/') switch
    {
        [var name] when NameGrammar.IsClusterPattern(name) => new(null, null, name),
        [var account, var region, var name] when NameGrammar.IsRegion(region) && NameGrammar.IsClusterPattern(name)
            && (NameGrammar.IsAccount(account) || (account is EveryAccount && Wildcard.IsIn(name))) =>
            new(account, region, name),
        _ => null,
    };

    public override string ToString() => Account is null ? Name : $"{Account}/{Region}/{Name}";
}
