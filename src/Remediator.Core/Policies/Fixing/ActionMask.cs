using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Fixing;

/// <summary>A statement with the actions it speaks of as bits.</summary>
internal sealed class ActionMask
{
    private readonly Statement _statement;
    private readonly Lazy<string> _principal;
    private readonly Lazy<string> _condition;
    private readonly Lazy<string> _whole;

    public ActionMask(Statement statement, IReadOnlyList<string> actions)
    {
        _statement = statement;
        for (var i = 0; i < actions.Count; i++)
        {
            var match = statement.ActionMatch(actions[i]);
            if (match == Tri.True)
                Certain |= UInt128.One << i;
            if (match == Tri.Unknown)
                Possible |= UInt128.One << i;
        }
        _principal = new(() => Canonical("Principal") + Canonical("NotPrincipal"));
        _condition = new(() => Canonical("Condition"));
        _whole = new(() => JsonText.Canonical(statement.Json));
    }

    public bool IsAllow => _statement.IsAllow;

    public UInt128 Certain { get; }

    public UInt128 Possible { get; }

    public string Whole => _whole.Value;

    public Tri AppliesTo(Request request) =>
        (Certain | Possible) == 0 ? Tri.False : _statement.AppliesWhateverTheAction(request);

    /// <summary>Names the ways in which the statement may or may not apply: equal names fall together.</summary>
    public string Conditional(Request request) =>
        !_statement.IsUnderstood ? _whole.Value
        : _statement.PrincipalMatch(request).Any == Tri.Unknown ? _principal.Value + _condition.Value
        : _condition.Value;

    private string Canonical(string element) => _statement.Element(element) is { } json ? JsonText.Canonical(json) : "";
}
