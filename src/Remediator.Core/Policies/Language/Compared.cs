namespace Remediator.Core.Policies.Language;

/// <summary>
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
/// </summary>
internal enum SetOperator { None, ForAnyValue, ForAllValues }

/// <summary>A key's values compared with the policy's.</summary>
internal sealed record Compared(string Key, ConditionOperator Operator, SetOperator Set, bool IfExists, IReadOnlyList<PolicyValue> Expected)
    : ConditionTest(Key)
{
    public override Tri In(Request request)
    {
        var found = request[Key];
        return found.Presence switch
        {
            Presence.Known => OfValues(request, found.Values, isOpen: false),
            Presence.Open =>
                found.Values.Select(open => OfValues(request, [open], isOpen: true))
                    .Aggregate((one, other) => one == other ? one : Tri.Unknown),
            Presence.Absent => TriLogic.Of(IfExists || Set == SetOperator.ForAllValues || (Set == SetOperator.None && Operator.Negated)),
            _ => Tri.Unknown,
        };
    }

    public override IEnumerable<string> Unknowns(Request request)
    {
        if (request[Key].Presence == Presence.Unknown)
            return [Key];
        var variables = Expected.SelectMany(value => value.Unknowns(request)).ToList();
        return variables.Count > 0 ? variables : [Key];
    }

    private Tri OfValues(Request request, IReadOnlyList<string> actual, bool isOpen)
    {
        Tri any = Tri.False, all = Tri.True;
        for (var i = 0; i < actual.Count; i++)
        {
            var holds = Matches(request, new KeyText(actual[i], isOpen));
            if (Operator.Negated)
                holds = holds.Not();
            (any, all) = (any.Or(holds), all.And(holds));
        }
        return Set switch
        {
            SetOperator.ForAnyValue => any,
            // AWS reads an empty text as no value at all, and all of none hold
            SetOperator.ForAllValues => all == Tri.False && actual.All(value => value.Length == 0) ? Tri.Unknown : all,
            // several values want a set operator; without one AWS does not say which is meant
            _ => any == all ? any : Tri.Unknown,
        };
    }

    private Tri Matches(Request request, KeyText actual)
    {
        var match = Tri.False;
        for (var i = 0; i < Expected.Count && match != Tri.True; i++)
        {
            var filled = Expected[i].In(request);
            match = match.Or(filled.Known == Tri.True ? Operator.Compare(actual, filled) : Unfilled(filled.Known));
        }
        return match;
    }

    // a variable that names nothing fails every match; whether it then makes a negated test true is not documented
    private Tri Unfilled(Tri known) => Operator.Negated ? Tri.Unknown : known;
}
