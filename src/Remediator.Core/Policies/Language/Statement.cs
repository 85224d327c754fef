namespace Remediator.Core.Policies.Language;

/// <summary>A compiled view of one statement; <see cref="Json"/> is the statement itself.</summary>
internal sealed class Statement
{
    private static readonly string[] s_elements =
        ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

    private readonly PrincipalElement? _principals;
    private readonly ResourcePattern[]? _resources;
    private readonly bool _hasNotResource;
    private readonly bool _hasEffect, _isBroken;
    // an element and its negation in one statement: AWS refuses that, and each would say something else
    private readonly bool _twoPrincipals, _twoActions, _twoResources;

    private Statement(JsonElement json, int index, Tri variables)
    {
        (Json, Index) = (json, index);
        Sid = Element("Sid") is { ValueKind: JsonValueKind.String } sid ? sid.GetString() : null;
        IsAllow = Element("Effect") is { ValueKind: JsonValueKind.String } effect && effect.ValueEquals("Allow");
        (HasNotPrincipal, HasNotAction) = (Element("NotPrincipal") is not null, Element("NotAction") is not null);
        _principals = (Element("Principal") ?? Element("NotPrincipal")) is { } principals ? PrincipalElement.Of(principals) : null;
        var actions = (Element("Action") ?? Element("NotAction"))?.Texts();
        Actions = [.. (actions ?? []).Select(text => new ActionPattern(text))];
        HasResource = Element("Resource") is not null || Element("NotResource") is not null;
        var resources = (Element("Resource") ?? Element("NotResource"))?.Texts();
        _resources = resources is { Length: > 0 } ? [.. resources.Select(text => new ResourcePattern(text, variables))] : null;
        _hasNotResource = Element("NotResource") is not null;
        (_twoPrincipals, _twoActions, _twoResources) = (Both("Principal"), Both("Action"), Both("Resource"));
        Condition = Element("Condition") is { } condition ? ConditionBlock.Of(condition, variables) : ConditionBlock.None;
        UnknownElement = json.EnumerateObject().Select(property => property.Name).FirstOrDefault(name => !s_elements.Contains(name));
        _hasEffect = IsAllow || (Element("Effect") is { ValueKind: JsonValueKind.String } deny && deny.ValueEquals("Deny"));
        _isBroken = UnknownElement is not null || !_hasEffect
            || Actions.Length == 0 || (HasResource && _resources is null) || _twoPrincipals || _twoActions || _twoResources;
    }

    public JsonElement Json { get; }

    public int Index { get; }

    public string? Sid { get; }

    /// <summary>Anything but `Allow` counts as a Deny.</summary>
    public bool IsAllow { get; }

    public bool HasNotPrincipal { get; }

    public bool HasNotAction { get; }

    public bool HasResource { get; }

    /// <summary>An element that the policy grammar does not have; null if there is none.</summary>
    public string? UnknownElement { get; }

    /// <summary>The element for which AWS would not store the statement in a repository policy; null if it is sound.</summary>
    public string? Flaw => UnknownElement
        ?? (!_hasEffect ? "Effect"
            : _principals is not { IsUnderstood: true } || _twoPrincipals ? "Principal"
            : Actions.Length == 0 || _twoActions || Actions.Any(action => !action.IsUnderstood) ? "Action"
            : null);

    public ActionPattern[] Actions { get; }

    public IReadOnlyList<PrincipalEntry> Principals => _principals?.Entries ?? [];

    public ConditionBlock Condition { get; }

    public JsonElement? Element(string name) => Json.TryGetProperty(name, out var element) ? element : null;

    public static IReadOnlyList<Statement> AllOf(PolicyDocument policy)
    {
        var variables = policy.Variables;
        var statements = policy.StatementElement;
        return statements.ValueKind == JsonValueKind.Object
            ? [new Statement(statements, 0, variables)]
            : [.. statements.EnumerateArray().Select((json, index) => new Statement(json, index, variables))];
    }

    /// <summary>Whether the statement speaks of this request at all.</summary>
    public Tri Applies(Request request, PolicyKind kind) =>
        WithoutPrincipal(request, kind) is var rest && rest == Tri.False ? Tri.False
        : kind.NamesPrincipals ? rest.And(PrincipalMatch(request).Any) : rest;

    /// <summary>False if AWS would not store the statement in a repository policy.</summary>
    public bool IsUnderstood => !IsBrokenAs(PolicyKind.Resource);

    /// <summary>In a repository policy.</summary>
    public Tri AppliesWhateverTheAction(Request request) => PrincipalMatch(request).Any
        .And(ResourceMatch(request)).And(Condition.In(request)).And(IsUnderstood ? Tri.True : Tri.Unknown);

    /// <summary>All but the principal; a broken statement is at most possible.</summary>
    public Tri WithoutPrincipal(Request request, PolicyKind kind)
    {
        var applies = ActionMatch(request.Action);
        if (applies == Tri.False)
            return Tri.False;
        applies = applies.And(ResourceMatch(request));
        if (applies == Tri.False)
            return Tri.False;
        return applies.And(Condition.In(request)).And(IsBrokenAs(kind) ? Tri.Unknown : Tri.True);
    }

    public Tri ActionMatch(string action)
    {
        var match = Tri.False;
        for (var i = 0; i < Actions.Length && match != Tri.True; i++)
            match = match.Or(Actions[i].Match(action));
        return Actions.Length == 0 || _twoActions ? Tri.Unknown : HasNotAction ? match.Not() : match;
    }

    public PrincipalMatch PrincipalMatch(Request request)
    {
        if (_principals is null || _twoPrincipals)
            return new PrincipalMatch(Tri.Unknown, Tri.False, Tri.False);
        if (!HasNotPrincipal)
            return _principals.Match(request.Principal);
        var left = IsAllow
            // "Using it with Allow is not supported", so nobody is promised anything by it
            ? _principals.Match(request.Principal).Any.Not().And(Tri.Unknown)
            : _principals.Spares(request.Principal, request.HasBoundary).Not();
        return new PrincipalMatch(left, Tri.False, Tri.False);
    }

    /// <summary>What is not known, where <see cref="Applies"/> is unknown.</summary>
    public IEnumerable<string> Unknowns(Request request, PolicyKind kind) => Unknowns(request, kind, PrincipalMatch(request).Any);

    /// <param name="request">What was asked.</param>
    /// <param name="kind">Where the statement stands.</param>
    /// <param name="named">Whether it names the principal, as far as that matters.</param>
    public IEnumerable<string> Unknowns(Request request, PolicyKind kind, Tri named)
    {
        var keys = Condition.Unknowns(request).Concat((_resources ?? []).SelectMany(resource => resource.Unknowns(request)));
        if (kind.NamesPrincipals && named == Tri.Unknown)
            keys = keys.Append(HasNotPrincipal ? "NotPrincipal" : _principals is { IsUnderstood: true } ? "role" : "Principal");
        if (ActionMatch(request.Action) == Tri.Unknown)
            keys = keys.Append(HasNotAction ? "NotAction" : "Action");
        return IsBrokenAs(kind) ? keys.Append(UnknownElement ?? "Statement") : keys;
    }

    public string MatchedAction(Request request) => HasNotAction
        ? "NotAction"
        : Actions.FirstOrDefault(one => one.Match(request.Action) != Tri.False)?.Text ?? "no Action";

    public string MatchedPrincipal(Request request) => HasNotPrincipal
        ? "NotPrincipal"
        : Principals.FirstOrDefault(one => one.Match(request.Principal).Any != Tri.False)?.Text ?? "no Principal";

    private bool IsBrokenAs(PolicyKind kind) =>
        _isBroken || (_principals is not null) != kind.NamesPrincipals || (kind != PolicyKind.Resource && !HasResource);

    private Tri ResourceMatch(Request request)
    {
        // ECR takes no Resource in a repository policy: the repository is meant. Elsewhere, see IsBrokenAs
        if (_resources is null)
            return Tri.True;
        if (_twoResources)
            return Tri.Unknown;
        var match = Tri.False;
        foreach (var resource in _resources)
            match = match.Or(resource.IsResolved(request) || !_hasNotResource ? resource.Match(request) : Tri.Unknown);
        return _hasNotResource ? match.Not() : match;
    }

    private bool Both(string name) => Element(name) is not null && Element("Not" + name) is not null;
}
