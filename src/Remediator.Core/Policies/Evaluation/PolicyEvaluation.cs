using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Evaluation;

/// <summary>A statement that applies to a request, or may.</summary>
/// <param name="Rest">Whether it applies but for the principal.</param>
/// <param name="Named">Whether it names the principal in a way that counts.</param>
internal readonly record struct StatementMatch(Statement Statement, PolicyKind Kind, int Index, Tri Rest, PrincipalMatch Principal,
    Tri Named,
    Request Request)
{
    public Tri Applies => Rest.And(Named);

    public Decider Decider => new(Kind switch
    {
        PolicyKind.Identity => "identity",
        PolicyKind.Boundary => "boundary",
        _ => "resource",
    }, Index, Statement.Index, Statement.Sid, Matched);

    public IEnumerable<string> Unknowns => Statement.Unknowns(Request, Kind, Named);

    private string Matched => Kind == PolicyKind.Resource
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
    public IReadOnlyList<string> Gaps { get; private init; } = [];

    public static PolicyEvaluation Of(Request request, PolicyKind kind, IReadOnlyList<PolicyDocument>? policies)
    {
        if (policies is null)
            return new PolicyEvaluation { Allowed = Tri.Unknown, Denied = Tri.Unknown, Gaps = ["identityPolicies"] };
        var evaluation = new PolicyEvaluation();
        for (var i = 0; i < policies.Count; i++)
        {
            var statements = policies[i].Statements;
            for (var j = 0; j < statements.Count; j++)
                evaluation.Count(statements[j], request, kind, i);
        }
        return evaluation;
    }

    private void Count(Statement statement, Request request, PolicyKind kind, int index)
    {
        var rest = statement.WithoutPrincipal(request, kind);
        if (rest == Tri.False)
            return;
        var principal = kind == PolicyKind.Resource
            ? statement.PrincipalMatch(request)
            : new PrincipalMatch(Tri.True, Tri.False, Tri.False);
        if (principal.Any == Tri.False)
            return;
        var match = new StatementMatch(statement, kind, index, rest, principal, principal.Any, request);
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
