using System.Runtime.InteropServices;

namespace Remediator.Core.Policies;

/// <summary>
/// What one policy alone says to one principal, for up to 128 actions at once: per way its conditions may fall, which actions are
/// denied and which are allowed. The key "" holds what is so in any case; any other key is a condition that may hold or not.
/// </summary>
internal sealed class AnswerGrid
{
    private readonly Dictionary<string, UInt128> _denied = [];
    private readonly Dictionary<string, UInt128> _allowed = [];

    private AnswerGrid() { }

    public static AnswerGrid Of(IReadOnlyList<ActionMask> statements, Request request)
    {
        var grid = new AnswerGrid();
        foreach (var statement in statements)
        {
            var (known, open) = statement.Of(request);
            Add(statement.IsAllow ? grid._allowed : grid._denied, known ? "" : statement.Conditional(request), statement.Certain & open);
            Add(statement.IsAllow ? grid._allowed : grid._denied, statement.Whole, statement.Possible & open);
        }
        return grid;
    }

    /// <summary>The actions whose answer differs for some way the conditions may fall.</summary>
    public UInt128 DiffersFrom(AnswerGrid other)
    {
        UInt128 surely = Always(_denied), otherSurely = Always(other._denied);
        var differs = surely ^ otherSurely;
        foreach (var way in _denied.Keys.Union(other._denied.Keys))
            differs |= (At(_denied, way) & ~surely) ^ (At(other._denied, way) & ~otherSurely);
        UInt128 allowed = Always(_allowed) & ~surely, otherAllowed = Always(other._allowed) & ~otherSurely;
        differs |= allowed ^ otherAllowed;
        foreach (var way in _allowed.Keys.Union(other._allowed.Keys))
            differs |= Visible(way, surely | allowed) ^ other.Visible(way, otherSurely | otherAllowed);
        return differs;
    }

    // an Allow under a condition shows only where the same condition does not deny and nothing is decided anyhow
    private UInt128 Visible(string way, UInt128 decided) => At(_allowed, way) & ~decided & ~At(_denied, way);

    private static UInt128 Always(Dictionary<string, UInt128> ways) => At(ways, "");

    private static UInt128 At(Dictionary<string, UInt128> ways, string way) => ways.GetValueOrDefault(way);

    private static void Add(Dictionary<string, UInt128> ways, string way, UInt128 actions)
    {
        if (actions == 0) return;
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(ways, way, out _);
        sum |= actions;
    }
}

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
            if (match == Tri.True) Certain |= UInt128.One << i;
            if (match == Tri.Unknown) Possible |= UInt128.One << i;
        }
        _principal = new(() => Canonical("Principal") + Canonical("NotPrincipal"));
        _condition = new(() => Canonical("Condition"));
        _whole = new(() => JsonText.Canonical(statement.Json));
    }

    public bool IsAllow => _statement.IsAllow;

    public UInt128 Certain { get; }

    public UInt128 Possible { get; }

    public string Whole => Possible == 0 ? "" : _whole.Value;

    /// <summary>All bits where the statement may apply to the principal at all, and whether it surely does.</summary>
    public (bool Surely, UInt128 Bits) Of(Request request)
    {
        var applies = (Certain | Possible) == 0 ? Tri.False : _statement.AppliesWhateverTheAction(request);
        return (applies == Tri.True, applies == Tri.False ? UInt128.Zero : UInt128.MaxValue);
    }

    /// <summary>Names the ways in which the statement may or may not apply: equal names fall together.</summary>
    public string Conditional(Request request) =>
        !_statement.IsUnderstood ? _whole.Value
        : _statement.PrincipalMatch(request).Any == Tri.Unknown ? _principal.Value + _condition.Value
        : _condition.Value;

    private string Canonical(string element) => _statement.Element(element) is { } json ? JsonText.Canonical(json) : "";
}
