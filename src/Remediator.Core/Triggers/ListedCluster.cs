namespace Remediator.Core.Triggers;

/// <summary>An entry of CLUSTERS: <c>name</c>, in the function's own account and region, or <c>account/region/name</c>.</summary>
public sealed record ListedCluster(string? Account, string? Region, string Name)
{
    /// <summary>Null where the text is neither.</summary>
    public static ListedCluster? Parse(string text) => text.Split('/') switch
    {
        [var name] when NameGrammar.IsCluster(name) => new(null, null, name),
        [var account, var region, var name] when NameGrammar.IsAccount(account) && NameGrammar.IsRegion(region)
            && NameGrammar.IsCluster(name) =>
            new(account, region, name),
        _ => null,
    };

    public override string ToString() => Account is null ? Name : $"{Account}/{Region}/{Name}";
}
