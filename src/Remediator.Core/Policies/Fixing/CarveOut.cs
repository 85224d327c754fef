using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Fixing;

/// <summary>Takes the pull actions of one role out of every Deny that hits it, and adds no Allow.</summary>
internal static class CarveOut
{
    public static Edits Of(FixCase need, List<DenyingStatement> denying)
    {
        var edits = new Edits();
        foreach (var (statement, ofPull) in denying)
        {
            var carving = new Carving(statement, need);
            var refusal = EditGuard.Around(statement, need) ?? carving.Refusal;
            if (ofPull && refusal is not null)
                return new Edits { Refusal = refusal };
            // a pull does without ecr:BatchCheckLayerAvailability, so nobody is asked for it
            if (!ofPull && (refusal is not null || carving.Asks.Any()))
            {
                edits.Warnings.Add(new Message("fix.still-denies-check", ("statement", EditGuard.Name(statement)),
                    ("action", EcrActions.BatchCheckLayerAvailability)));
                continue;
            }
            edits.Pieces[statement.Index] = carving.Pieces;
            edits.Asks.AddRange(carving.Asks);
            edits.OpensLaterActions |= carving.OpensLaterActions;
        }
        return edits;
    }
}

/// <summary>One statement, cut along its principals and its actions.</summary>
internal sealed class Carving
{
    private readonly Statement _statement;
    private readonly FixCase _need;
    private readonly List<string> _named = [];
    private readonly List<string> _wide = [];
    private readonly IReadOnlyList<string> _exempt;
    private readonly ActionCut _actions;

    public Carving(Statement statement, FixCase need)
    {
        (_statement, _need, _actions) = (statement, need, ActionCut.Of(statement));
        foreach (var entry in statement.Principals)
            if (entry.Match(need.Principal).Any != Tri.False)
                (entry.IsWide ? _wide : _named).Add(entry.Text);
        _exempt = Exemption.RolesIn(statement);
    }

    public Message? Refusal => _wide.Count > 0 && _need.Session is { PathKnown: false }
        ? new Message("fix.role-of-session-unknown",
            ("statement", EditGuard.Name(_statement)), ("principal", _wide[0]), ("session", _need.Session.ToString()))
        : null;

    /// <summary>A wildcard was spelt out, so what AWS adds to it later is denied to the role no more.</summary>
    public bool OpensLaterActions => _actions.Expanded.Count > 0;

    public IEnumerable<Message> Asks
    {
        get
        {
            if (_wide.Count > 0)
                yield return new Message("fix.denies-others-too",
                    ("statement", EditGuard.Name(_statement)), ("principal", _wide[0]), ("role", _need.Role.ToString()));
            if (_exempt.Count > 0)
                yield return new Message("fix.already-exempts", ("statement", EditGuard.Name(_statement)),
                    ("roles", string.Join(", ", _exempt)));
            if (_actions.Whole is { } whole)
                yield return new Message("fix.denies-everything",
                    ("statement", EditGuard.Name(_statement)), ("pattern", whole), ("actions", string.Join(", ", EcrActions.Lifted)));
            if (_actions.Expanded.Count > 0)
                yield return new Message("fix.wildcard-expanded",
                    ("statement", EditGuard.Name(_statement)), ("pattern", _actions.Expanded[0]),
                        ("date", $"{EcrActions.AsOf:yyyy-MM-dd}"));
        }
    }

    public IReadOnlyList<JsonObject> Pieces => _wide.Count > 0 ? Exempt() : TakenOut();

    /// <summary>The role leaves the list of principals, and what else was denied to it stays denied by a statement of its own.</summary>
    private List<JsonObject> TakenOut()
    {
        var pieces = new List<JsonObject>();
        var others = _statement.Principals.Count > _named.Count;
        if (others)
            pieces.Add(Edits.With(_statement, ("Principal", Without(_named))));
        if (_actions.Rest is { } rest)
            pieces.Add(others
                ? Edits.With(_statement, ("Sid", null), ("Principal", new JsonObject { ["AWS"] = OneOrMany(_named) }), rest)
                : Edits.With(_statement, rest));
        return pieces;
    }

    /// <summary>All stay denied what is not lifted; what is lifted is denied to all but the role.</summary>
    private List<JsonObject> Exempt()
    {
        var exemption = Exemption.For([.. _exempt, _need.Role.ToString()]);
        if (_actions.Rest is not { } rest)
            return [Edits.With(_statement, ("Condition", exemption))];
        return
        [
            Edits.With(_statement, rest),
            Edits.With(_statement, ("Sid", null), ("Action", JsonText.ArrayOf(_actions.Lifting)), ("Condition", exemption)),
        ];
    }

    private JsonObject Without(List<string> names)
    {
        var principal = (JsonObject)Edits.ToNode(_statement.Element("Principal")!.Value)!;
        var left = _statement.Element("Principal")!.Value.GetProperty("AWS").Texts()!.Except(names).ToList();
        if (left.Count > 0)
            principal["AWS"] = JsonText.ArrayOf(left);
        else
            principal.Remove("AWS");
        return principal;
    }

    private static JsonNode OneOrMany(List<string> texts) =>
        texts is [var one] ? JsonValue.Create(one) : JsonText.ArrayOf(texts.Distinct());
}
