using System.Text.Json;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Intake;

/// <summary>A sample with one value changed.</summary>
internal sealed record Mutation(string Sample, int At, Mutation.Kind How, string Value)
{
    private static readonly string[] s_samples = [.. EventSource.All, "alarm-ok", "audit", "queue"];

    private static readonly string[] s_values =
        ["null", "true", "-1", "1e400", "\"\"", "\"x\"", "\"\\ud800\"", "[]", "{}", "[[[[]]]]", "{\"cluster\":{}}", "\"../../x\"",
            "\"2023-02-29T00:00:00Z\""];

    public enum Kind
    {
        Replaced,
        Removed,
        Doubled,
        Renamed,
    }

    /// <summary>Every kind of change at a fifth of all places of every sample, and never the same fifth for two samples.</summary>
    public static IEnumerable<Mutation> Many { get; } = [.. from at in Enumerable.Range(0, 90)
                                                           from sample in Enumerable.Range(0, s_samples.Length)
                                                           from how in Enum.GetValues<Kind>()
                                                           where (at + sample + (int)how) % 5 == 0
                                                           select new Mutation(s_samples[sample], at, how,
                                                               s_values[(at + sample) % s_values.Length])];

    public string Payload
    {
        get
        {
            using var json = JsonDocument.Parse(EventSource.Sample(Sample).ToJsonString());
            var counted = 0;
            return Written(json.RootElement, ref counted);
        }
    }

    private string Written(JsonElement e, ref int counted)
    {
        if (counted++ == At && How is Kind.Replaced)
            return Value;
        var parts = new List<string>();
        switch (e.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in e.EnumerateObject())
                    parts.AddRange(Member(member, ref counted));
                return $"{{{string.Join(',', parts)}}}";
            case JsonValueKind.Array:
                foreach (var item in e.EnumerateArray())
                    parts.Add(Written(item, ref counted));
                return $"[{string.Join(',', parts)}]";
            default:
                return e.GetRawText();
        }
    }

    private string[] Member(JsonProperty member, ref int counted)
    {
        var here = counted == At;
        var name = JsonSerializer.Serialize(here && How is Kind.Renamed ? member.Name.ToUpperInvariant() : member.Name);
        var written = $"{name}:{Written(member.Value, ref counted)}";
        return (here, How) switch
        {
            (true, Kind.Removed) => [],
            (true, Kind.Doubled) => [written, $"{name}:{Value}"],
            _ => [written],
        };
    }
}
