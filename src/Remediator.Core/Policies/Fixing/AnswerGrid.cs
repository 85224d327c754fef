using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Fixing;

/// <summary>
/// What one policy alone says to one principal, for up to 128 actions at once: which are denied and which allowed, in any case and per
/// condition that may hold or not.
/// </summary>
internal sealed class AnswerGrid
{
    private readonly Ways _denied = new();
    private readonly Ways _allowed = new();

    private AnswerGrid() { }

    public static AnswerGrid Of(IReadOnlyList<ActionMask> statements, Request request)
    {
        var grid = new AnswerGrid();
        for (var i = 0; i < statements.Count; i++)
        {
            var statement = statements[i];
            var applies = statement.AppliesTo(request);
            if (applies == Tri.False)
                continue;
            var ways = statement.IsAllow ? grid._allowed : grid._denied;
            if (applies == Tri.True)
                ways.Always |= statement.Certain;
            else
                ways.Add(statement.Conditional(request), statement.Certain);
            if (statement.Possible != 0)
                ways.Add(statement.Whole, statement.Possible);
        }
        return grid;
    }

    /// <summary>The actions whose answer differs for some way the conditions may fall.</summary>
    public UInt128 DiffersFrom(AnswerGrid other)
    {
        UInt128 denied = _denied.Always, otherDenied = other._denied.Always;
        var differs = denied ^ otherDenied;
        foreach (var way in _denied.NamesWith(other._denied))
            differs |= (_denied[way] & ~denied) ^ (other._denied[way] & ~otherDenied);
        UInt128 allowed = _allowed.Always & ~denied, otherAllowed = other._allowed.Always & ~otherDenied;
        differs |= allowed ^ otherAllowed;
        foreach (var way in _allowed.NamesWith(other._allowed))
            differs |= Visible(way, denied | allowed) ^ other.Visible(way, otherDenied | otherAllowed);
        return differs;
    }

    // an Allow under a condition shows only where the same condition does not deny and nothing is decided anyhow
    private UInt128 Visible(string way, UInt128 decided) => _allowed[way] & ~decided & ~_denied[way];

    /// <summary>Actions in any case, and per condition.</summary>
    private sealed class Ways
    {
        private Dictionary<string, UInt128>? _sometimes;

        public UInt128 Always { get; set; }

        public UInt128 this[string way] => _sometimes?.GetValueOrDefault(way) ?? UInt128.Zero;

        public void Add(string way, UInt128 actions) => (_sometimes ??= [])[way] = this[way] | actions;

        public IEnumerable<string> NamesWith(Ways other) => (_sometimes, other._sometimes) switch
        {
            (null, null) => [],
            ({ } mine, null) => mine.Keys,
            (null, { } theirs) => theirs.Keys,
            ({ } mine, { } theirs) => mine.Keys.Union(theirs.Keys),
        };
    }
}
