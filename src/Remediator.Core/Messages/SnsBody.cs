using System.Text;

namespace Remediator.Core.Messages;

/// <summary>The bodies of one publish, cut where they are too large together, the least important first; what is cut is named.</summary>
public static class SnsBody
{
    /// <summary>256 KB of UTF-8 for all readers together.</summary>
    public const int MostBytes = 262_144;

    private const int LongestText = 1_000;
    private const int LongestMail = 20_000;

    // from the least to the most important; each cuts more of the one before
    private static readonly (string Named, Action<JsonObject> Cut)[] s_cuts =
    [
        ("evidence[].command", finding => Evidence(finding, one => one["command"] = null)),
        ("evidence[].what", finding => Evidence(finding, one => Shorten(one, "what"))),
        ("unknowns", finding =>
        {
            finding["unknowns"] = Few(finding["unknowns"]);
            finding["unknownMessages"] = Few(finding["unknownMessages"]);
        }),
        ("affected.workloads, affected.images, affected.nodes, pods", finding =>
        {
            finding["pods"] = Few(finding["pods"]);
            finding["affected"]!["images"] = Few(finding["affected"]!["images"]);
            finding["affected"]!["workloads"] = Few(finding["affected"]!["workloads"]);
            finding["affected"]!["nodes"] = Few(finding["affected"]!["nodes"]);
            finding["affected"]!["truncated"] = true;
        }),
        ("plan.why, outcome.why", finding =>
        {
            Shorten(finding["plan"]!, "why");
            Shorten(finding["outcome"]!, "why");
        }),
        ("plan.changes, plan.warnings", finding =>
        {
            finding["plan"]!["changes"] = Few(finding["plan"]!["changes"]);
            finding["plan"]!["warnings"] = Few(finding["plan"]!["warnings"]);
            finding["plan"]!["warningMessages"] = Few(finding["plan"]!["warningMessages"]);
        }),
        ("plan.proposal", finding => finding["plan"]!.AsObject().Remove("proposal")),
        ("plan.before, plan.after", finding =>
        {
            finding["plan"]!.AsObject().Remove("before");
            finding["plan"]!.AsObject().Remove("after");
        }),
        ("names", finding =>
        {
            foreach (var name in new[] { "cluster", "namespace", "workload", "image" })
                finding[name] = Shortened((string?)finding[name]);
            finding["pods"] = new JsonArray();
            finding["affected"]!["workloads"] = new JsonArray();
            finding["affected"]!["images"] = new JsonArray();
            finding["affected"]!["nodes"] = new JsonArray();
        }),
    ];

    /// <param name="envelope">Of one finding; it is cut in place and gets <c>truncated</c>, the names of what was cut.</param>
    public static string Fitting(string mail, string chat, JsonObject envelope, Catalogue catalogue)
    {
        var body = Of(mail, chat, envelope);
        if (Fits(body))
            return body;
        mail = Cut(mail, catalogue);
        var cut = new JsonArray("email");
        envelope["truncated"] = cut;
        foreach (var (named, shorten) in s_cuts)
        {
            if (Fits(body = Of(mail, chat, envelope)))
                return body;
            shorten(envelope["findings"]![0]!.AsObject());
            cut.Add((JsonNode)named);
        }
        return Of(mail, chat, envelope);
    }

    private static bool Fits(string body) => Encoding.UTF8.GetByteCount(body) <= MostBytes;

    private static string Of(string mail, string chat, JsonObject envelope)
    {
        var machine = JsonText.Compact(envelope);
        return JsonText.Compact(new JsonObject
        {
            ["default"] = mail,
            ["email"] = mail,
            ["https"] = chat,
            ["sqs"] = machine,
            ["lambda"] = machine,
        });
    }

    /// <summary>What is most important comes first; the commands and the previous policy, which the log has too, are cut.</summary>
    private static string Cut(string mail, Catalogue catalogue)
    {
        if (mail.Length <= LongestMail)
            return mail;
        var end = mail.LastIndexOf('\n', LongestMail);
        return $"{mail[..(end < 0 ? LongestMail : end)]}\n\n{catalogue.Text(new Message("label.cut-short"))}\n";
    }

    private static void Evidence(JsonObject finding, Action<JsonNode> cut)
    {
        foreach (var one in finding["evidence"]!.AsArray())
            cut(one!);
    }

    /// <summary>The message behind a text that was too long goes with the rest of it.</summary>
    private static void Shorten(JsonNode json, string text)
    {
        if ((string?)json[text] is not { Length: > LongestText } whole)
            return;
        json[text] = Shortened(whole);
        json["code"] = null;
        json["args"] = null;
    }

    private static string? Shortened(string? text) =>
        text is { Length: > LongestText }
            ? $"{new Message("label.cut-text", ("text", text[..LongestText]), ("count", text.Length - LongestText))}" : text;

    private static JsonArray Few(JsonNode? list) => [.. (list as JsonArray ?? []).Take(5).Select(one => one?.DeepClone())];
}
