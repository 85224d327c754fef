using System.Globalization;

namespace Remediator.Core.Policies.Language;

/// <summary>One request as statements see it: who does what to which resource, and its condition keys, given or derived.</summary>
internal sealed class Request(Principal principal, string action, string resource, RequestContext context, bool hasBoundary)
{
    private readonly string[] _arn = resource.Split(':', 6);

    public Principal Principal => principal;

    public string Action => action;

    // an action without a resource is authorised on `*`, and no narrower pattern covers that
    public string Resource { get; } = IsGetAuthorizationToken(action) ? "*" : resource;

    public bool HasBoundary => hasBoundary;

    public bool IsOfTheSameAccount => _arn.Length == 6 && _arn[4] == principal.Account;

    /// <summary>What was given wins over what follows from the case.</summary>
    public KeyValues this[string key] => !HasResource && IsTagOfResource(key) ? KeyValues.Absent : context[key] ?? Derived(key);

    // ecr:GetAuthorizationToken has no resource type:
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
    private bool HasResource { get; } = !IsGetAuthorizationToken(action);

    public static bool IsGetAuthorizationToken(string action) =>
        action.Equals(EcrActions.GetAuthorizationToken, StringComparison.OrdinalIgnoreCase);

    /// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html</summary>
    private KeyValues Derived(string key) => key.ToLowerInvariant() switch
    {
        "aws:principalarn" or "aws:principalaccount" or "aws:principaltype" or "aws:username" when principal is Principal.Someone =>
            KeyValues.Unknown,
        "aws:principalarn" =>
            principal is Principal.Session session ? ArnOf(session) : Named(principal.Account is null ? null : principal.Arn),
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
        // https://docs.aws.amazon.com/AmazonECR/latest/userguide/infrastructure-security.html
        "aws:securetransport" when IsOfEcr => KeyValues.Of("true"),
        "aws:resourceaccount" when HasResource => OfResource(4),
        "aws:epochtime" when this["aws:CurrentTime"] is { Presence: Presence.Known, Values: [var time] }
            && Orders.Date(time) is { } seconds =>
            KeyValues.Of(decimal.Floor(seconds).ToString(CultureInfo.InvariantCulture)),
        _ => KeyValues.Unknown,
    };

    private bool IsOfEcr => action.StartsWith("ecr:", StringComparison.OrdinalIgnoreCase);

    private static bool IsTagOfResource(string key) =>
        key.StartsWith("aws:ResourceTag/", StringComparison.OrdinalIgnoreCase)
            || key.StartsWith("ecr:ResourceTag/", StringComparison.OrdinalIgnoreCase);

    // a session ARN has no path, so its role may be any of that name
    private static KeyValues ArnOf(Principal.Session session) => session.PathKnown
        ? KeyValues.Of(session.Of.ToString())
        : KeyValues.Open((session.Of with { Path = "/" }).ToString(), (session.Of with { Path = "/?*/" }).ToString());

    private static KeyValues Named(string? value) => value is null ? KeyValues.Absent : KeyValues.Of(value);

    private KeyValues OfResource(int part) =>
        _arn.Length == 6 && _arn[part].Length > 0 ? KeyValues.Of(_arn[part]) : KeyValues.Unknown;
}
