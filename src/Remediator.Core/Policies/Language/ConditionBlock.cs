namespace Remediator.Core.Policies.Language;

/// <summary>
/// The `Condition` of a statement: all of its tests must hold.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
/// </summary>
internal sealed class ConditionBlock
{
    private ConditionBlock(IReadOnlyList<ConditionTest> tests) => Tests = tests;

    public static ConditionBlock None { get; } = new([]);

    public IReadOnlyList<ConditionTest> Tests { get; }

    public Tri In(Request request)
    {
        var holds = Tri.True;
        for (var i = 0; i < Tests.Count && holds != Tri.False; i++)
            holds = holds.And(Tests[i].In(request));
        return holds;
    }

    public IEnumerable<string> Unknowns(Request request) =>
        Tests.Where(test => test.In(request) == Tri.Unknown).SelectMany(test => test.Unknowns(request));

    public static ConditionBlock Of(JsonElement json, Tri variables)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return new([new ConditionTest.NotUnderstood("", "Condition")]);
        return new([.. json.EnumerateObject().SelectMany(name => name.Value.ValueKind == JsonValueKind.Object
            ? name.Value.EnumerateObject().Select(key => Test(name.Name, key.Name, key.Value, variables))
            : [new ConditionTest.NotUnderstood("", $"Condition.{name.Name}")])]);
    }

    private static ConditionTest Test(string name, string key, JsonElement json, Tri variables)
    {
        var values = Values(json);
        if (values.Count == 0)
            return new ConditionTest.NotUnderstood(key, $"Condition.{name}.{key}");
        if (name == "Null")
            return Null(key, values);
        var (set, rest) = name.Split(':') switch
        {
            ["ForAnyValue", var plain] => (SetOperator.ForAnyValue, plain),
            ["ForAllValues", var plain] => (SetOperator.ForAllValues, plain),
            _ => (SetOperator.None, name),
        };
        var ifExists = rest.EndsWith("IfExists", StringComparison.Ordinal);
        if (ifExists)
            rest = rest[..^"IfExists".Length];
        return ConditionOperator.Of(rest) is { } known
            ? new Compared(key, known, set, ifExists,
                [.. values.Select(value => new PolicyValue(value, known.Variables ? variables : Tri.False))])
            : new ConditionTest.NotUnderstood(key, $"Condition.{name}");
    }

    private static ConditionTest Null(string key, List<string> values) =>
        values.TrueForAll(value => bool.TryParse(value, out _))
            ? new ConditionTest.IsAbsent(key, values.Exists(bool.Parse), values.Exists(value => !bool.Parse(value)))
            : new ConditionTest.NotUnderstood(key, $"Condition.Null.{key}");

    /// <summary>A scalar or a list of them, as text; none if there is anything else.</summary>
    private static List<string> Values(JsonElement json)
    {
        var all = json.ValueKind == JsonValueKind.Array ? json.EnumerateArray().ToList() : [json];
        var texts = all.ConvertAll(value => value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        });
        return texts.Contains(null) ? [] : [.. texts.OfType<string>()];
    }
}
