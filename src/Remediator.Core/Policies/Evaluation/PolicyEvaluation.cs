using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Evaluation;

/// <summary>A statement that applies to a request, or may.</summary>
/// <param name="Rest">Whether it applies but for the principal.</param>
/// <param name="Named">Whether it names the principal in a way that counts.</param>
internal readonly record struct StatementMatch(Statement Statement, PolicyKind Kind, int Index, Tri Rest, PrincipalMatch Principal,
    Tri Named,
    Request Request)
{
    /// <summary>False where it depends on the scope of the registry's policy, which is not known.</summary>
    public bool IsInScope { get; init; } = true;

    public Tri Applies => Rest.And(Named);

    public Decider Decider => new(Kind, Index, Statement.Index, Statement.Sid, Matched);

    public IEnumerable<string> Unknowns => Statement.Unknowns(Request, Kind, Named).Concat(IsInScope ? [] : ["registryPolicyScope"]);

    private string Matched => Kind.NamesPrincipals
        ? $"{Statement.MatchedPrincipal(Request)} {Statement.MatchedAction(Request)}"
        : Statement.MatchedAction(Request);
}

/// <summary>What the policies of one kind say about a request.</summary>
internal sealed class PolicyEvaluation
{
    private readonly List<StatementMatch> _allows = [];
    private readonly List<StatementMatch> _denies = [];

    public IReadOnlyList<StatementMatch> Allows => _allows;

    public IReadOnlyList<StatementMatch> Denies => _denies;

    public Tri Allowed { get; private set; }

    public Tri Denied { get; private set; }

    public Tri AllowedDirectly { get; private set; }

    public Tri AllowedToRole { get; private set; }

    /// <summary>Policies that are not known at all.</summary>
    public IReadOnlyList<string> Gaps { get; private set; } = [];

    public static PolicyEvaluation Of(Request request, PolicyKind kind, IReadOnlyList<PolicyDocument>? policies)
    {
        if (policies is null)
            return new PolicyEvaluation { Allowed = Tri.Unknown, Denied = Tri.Unknown, Gaps = ["identityPolicies"] };
        var evaluation = new PolicyEvaluation();
        for (var i = 0; i < policies.Count; i++)
            evaluation.Count(policies[i], request, kind, i, Tri.True);
        return evaluation;
    }

    /// <summary>What repository and registry say together: a Deny in either denies, and an Allow in either allows.</summary>
    public static PolicyEvaluation OfResource(Request request, PolicyDocument? repository, RegistryPolicy? registry)
    {
        var evaluation = new PolicyEvaluation();
        if (repository is not null)
            evaluation.Count(repository, request, PolicyKind.Resource, 0, Tri.True);
        var governs = registry?.Governs(request.Action) ?? Tri.False;
        if (governs != Tri.False && registry!.Document is { } document)
            evaluation.Count(document, request, PolicyKind.Registry, 0, governs);
        else if (governs != Tri.False)
            evaluation.LeaveOpen("registryPolicy");
        return evaluation;
    }

    private void Count(PolicyDocument policy, Request request, PolicyKind kind, int index, Tri governs)
    {
        var statements = policy.Statements;
        for (var i = 0; i < statements.Count; i++)
            Count(statements[i], request, kind, index, governs);
    }

    private void LeaveOpen(string policy)
    {
        Gaps = [policy];
        (Allowed, Denied) = (Allowed.Or(Tri.Unknown), Denied.Or(Tri.Unknown));
        (AllowedDirectly, AllowedToRole) = (AllowedDirectly.Or(Tri.Unknown), AllowedToRole.Or(Tri.Unknown));
    }

    private void Count(Statement statement, Request request, PolicyKind kind, int index, Tri governs)
    {
        var rest = statement.WithoutPrincipal(request, kind).And(governs);
        if (rest == Tri.False)
            return;
        var principal = kind.NamesPrincipals
            ? statement.PrincipalMatch(request)
            : new PrincipalMatch(Tri.True, Tri.False, Tri.False);
        if (principal.Any == Tri.False)
            return;
        var match = new StatementMatch(statement, kind, index, rest, principal, principal.Any, request)
        {
            IsInScope = governs == Tri.True,
        };
        if (statement.IsAllow)
        {
            _allows.Add(match);
            Allowed = Allowed.Or(match.Applies);
            AllowedDirectly = AllowedDirectly.Or(rest.And(principal.Direct));
            AllowedToRole = AllowedToRole.Or(rest.And(principal.Role));
        }
        else
        {
            _denies.Add(match);
            Denied = Denied.Or(match.Applies);
        }
    }
}
