using System.Text.Json;
using CsCheck;
using Remediator.Core.Triggers;

namespace Remediator.Core.Tests.Triggers;

public sealed class BrokenEventTests
{
    private static readonly string[] s_values =
        ["null", "true", "0", "1e400", "\"\"", "\"x\"", "\"\\ud800\"", "[]", "{}", "[[[[]]]]", "{\"\\ud800\":1}",
            "\"2026-01-01T00:00:00.000+0000\""];

    /// <summary>All that come in an envelope.</summary>
    private static readonly string[] s_samples =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "events")).Select(file => Path.GetFileName(file))
            .Except(["queue.json", "request.json", "audit.json"]).Order()];

    private static readonly Gen<(string Sample, int At, int Kind, string Value)> s_mutation =
        Gen.Select(Gen.Int[0, s_samples.Length - 1].Select(i => s_samples[i]), Gen.Int[0, 90], Gen.Int[0, 3],
            Gen.Int[0, s_values.Length - 1].Select(i => s_values[i]));

    /// <summary>One value of a sample replaced, removed, doubled or renamed: a trigger, or a malformed event, and nothing else.</summary>
    [Fact]
    public void A_mutated_event_is_read_or_named_malformed() =>
        s_mutation.Sample(m =>
        {
            try
            {
                return Trigger.Read(SampleEvents.WithDetail(m.Sample, Mutated(m.Sample, m.At, m.Kind, m.Value))) is not null;
            }
            catch (MalformedEventException e)
            {
                return e.Field.StartsWith("detail", StringComparison.Ordinal);
            }
        }, iter: 20_000);

    private static string Mutated(string sample, int at, int kind, string value)
    {
        using var json = JsonDocument.Parse(SampleEvents.Json(sample)["detail"]!.ToJsonString());
        var counted = 0;
        return Write(json.RootElement);

        string Write(JsonElement e)
        {
            var mine = counted++;
            if (mine == at && kind == 0)
                return value;
            return e.ValueKind switch
            {
                JsonValueKind.Object => $"{{{string.Join(',', e.EnumerateObject().SelectMany(Member))}}}",
                JsonValueKind.Array => $"[{string.Join(',', e.EnumerateArray().Select(Write))}]",
                _ => e.GetRawText(),
            };
        }

        IEnumerable<string> Member(JsonProperty member)
        {
            var mine = counted;
            var name = $"\"{(mine == at && kind == 3 ? member.Name.ToUpperInvariant() : member.Name)}\":";
            var written = name + Write(member.Value);
            return mine == at && kind == 1 ? []
                : mine == at && kind == 2 ? [written, name + value]
                : [written];
        }
    }
}
