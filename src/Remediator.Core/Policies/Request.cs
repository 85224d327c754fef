namespace Remediator.Core.Policies;

/// <summary>One request as statements see it: who does what to which resource, and its condition keys, given or derived.</summary>
internal sealed class Request(Principal principal, string action, string resource, RequestContext context, bool hasBoundary)
{
    private readonly string[] _arn = resource.Split(':', 6);

    public Principal Principal => principal;

    public string Action => action;

    // an action without a resource is authorised on `*`, and no narrower pattern covers that
    public string Resource { get; } = IsGetAuthorizationToken(action) ? "*" : resource;

    public bool HasBoundary => hasBoundary;

    public bool IsOfTheSameAccount => _arn.Length < 6 || _arn[4].Length == 0 || _arn[4] == principal.Account;

    /// <summary>What was given wins over what follows from the case.</summary>
    public KeyValues this[string key] => context[key] ?? Derived(key);

    public static bool IsGetAuthorizationToken(string action) =>
        action.Equals(EcrActions.GetAuthorizationToken, StringComparison.OrdinalIgnoreCase);

    /// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html</summary>
    private KeyValues Derived(string key) => key.ToLowerInvariant() switch
    {
        "aws:principalarn" => Named(principal switch
        {
            Principal.Session session => session.Of.ToString(),
            { Account: null } => null,
            _ => principal.Arn,
        }),
        "aws:principalaccount" => Named(principal.Account),
        "aws:principaltype" => Named(principal switch
        {
            Principal.Role or Principal.Session => "AssumedRole",
            Principal.User => "User",
            Principal.FederatedUser => "FederatedUser",
            Principal.Root => "Account",
            Principal.Anonymous => "Anonymous",
            _ => null,
        }),
        "aws:principalisawsservice" => Named(principal is Principal.AwsService ? "true" : "false"),
        "aws:principalservicename" => Named((principal as Principal.AwsService)?.Name),
        "aws:principalservicenameslist" when principal is not Principal.AwsService => KeyValues.Absent,
        "aws:username" => Named((principal as Principal.User)?.Name),
        "aws:requestedregion" => OfResource(3),
        "aws:resourceaccount" => OfResource(4),
        _ => KeyValues.Unknown,
    };

    /// <summary>A session ARN has no path, so its role may be any of that name: `role/team/name` cannot be told from `role/name`.</summary>
    public bool MayAlsoBe(string key, string expected) =>
        principal is Principal.Session { PathKnown: false, Of: var role }
        && key.Equals("aws:PrincipalArn", StringComparison.OrdinalIgnoreCase)
        && expected.Split(':', 6) is [.., var resource] && resource.Count('/') > 1
        && Wildcard.Matches(resource.AsSpan(resource.LastIndexOf('/') + 1), role.Name);

    private static KeyValues Named(string? value) => value is null ? KeyValues.Absent : KeyValues.Of(value);

    private KeyValues OfResource(int part) =>
        _arn.Length == 6 && _arn[part].Length > 0 ? KeyValues.Of(_arn[part]) : KeyValues.Unknown;
}
