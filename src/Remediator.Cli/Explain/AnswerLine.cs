using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;

namespace Remediator.Cli.Explain;

/// <summary>Writes one answer of `explain`: a JSON object on one line.</summary>
public static class AnswerLine
{
    private static readonly JsonWriterOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(Explanation explanation)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_plain))
        {
            json.WriteStartObject();
            Write(json, explanation);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, Explanation explanation)
    {
        if (explanation is Explanation.BadLine bad)
        {
            json.WriteString("error", bad.Error);
            json.WriteNumber("line", bad.Line);
        }
        else if (explanation is Explanation.Answered answered)
        {
            Write(json, answered.Decision);
            if (answered.OfPull.Count > 0)
                WritePull(json, answered);
            if (answered.Fix is { } fix)
                Write(json, fix);
        }
    }

    private static void Write(Utf8JsonWriter json, Decision decision)
    {
        json.WriteString("decision", decision.Answer.ToString());
        json.WriteStartArray("decidedBy");
        foreach (var decider in decision.DecidedBy)
        {
            json.WriteStartObject();
            json.WriteString("policy", decider.Policy.WireName);
            json.WriteNumber("index", decider.Index);
            json.WriteNumber("statement", decider.Statement);
            json.WriteString("sid", decider.Sid);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        WriteTexts(json, "unknowns", decision.Unknowns);
    }

    /// <summary>The action that decided, and all of them.</summary>
    private static void WritePull(Utf8JsonWriter json, Explanation.Answered answered)
    {
        json.WriteString("action", answered.Case.Action);
        json.WriteStartArray("actions");
        foreach (var (one, decision) in answered.OfPull)
        {
            json.WriteStartObject();
            json.WriteString("action", one.Action);
            json.WriteString("decision", decision.Answer.ToString());
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Fix fix)
    {
        var patch = fix as Fix.Patch;
        if (patch is not null)
        {
            json.WritePropertyName("after");
            json.WriteRawValue(patch.After?.Text ?? "null");
        }
        json.WriteStartArray("changes");
        foreach (var change in patch?.Changes ?? [])
        {
            json.WriteStartObject();
            json.WriteString("principal", change.Principal);
            json.WriteString("action", change.Action);
            json.WriteString("was", change.Was.ToString());
            json.WriteString("becomes", change.Becomes.ToString());
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("refused", (fix as Fix.Refused)?.Why.ToString());
        json.WriteString("ask", patch?.Ask?.ToString());
        if (patch is { Warnings.Count: > 0 })
            WriteTexts(json, "warnings", [.. patch.Warnings.Select(warning => $"{warning}")]);
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
