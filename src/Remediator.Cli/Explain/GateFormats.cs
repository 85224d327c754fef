using System.Text.Encodings.Web;
using System.Text.Json;
using Remediator.Core.Deployments;

namespace Remediator.Cli.Explain;

/// <summary>The report for programs: its own JSON, SARIF 2.1.0, and the annotations of GitHub Actions.</summary>
internal static class GateFormats
{
    private static readonly JsonSerializerOptions s_spread = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Json(GateReport report, string file) => new JsonObject
    {
        ["schema"] = "remediator-gate/1",
        ["version"] = Composition.Version,
        ["plan"] = file,
        ["summary"] = Said(new JsonObject
        {
            ["stops"] = report.Stopped.Count,
            ["workloads"] = report.StoppedWorkloads,
            ["clusters"] = report.StoppedClusters,
            ["unknown"] = report.Unknowns,
            ["lacks"] = report.Lacks.Count,
            ["pulls"] = report.Uses,
        }, report.Says),
        ["lacks"] = new JsonArray([.. report.Lacks.Select(JsonNode? (lack) =>
            Said(new JsonObject { ["cluster"] = lack.Cluster }, lack.What))]),
        ["policies"] = new JsonArray([.. report.Policies.Select(JsonNode? (policy) => new JsonObject
        {
            ["address"] = policy.Planned.Address,
            ["kind"] = policy.Planned.Target.IsRegistry ? "registry" : "repository",
            ["account"] = policy.Planned.Target.Account,
            ["region"] = policy.Planned.Target.Region,
            ["repository"] = policy.Planned.Target.Repository,
            ["hidden"] = policy.Planned.Hidden is { } hidden ? Said([], hidden) : null,
            ["pulls"] = new JsonArray([.. policy.Pulls.Select(JsonNode? (pull) => Said(new JsonObject
            {
                ["effect"] = pull.Effect.WireName,
                ["cluster"] = pull.Use.Cluster,
                ["image"] = pull.Use.Image.Text,
                ["identity"] = pull.Use.Role?.ToString(),
                ["workloads"] = JsonText.ArrayOf(pull.Use.Workloads),
                ["workloadCount"] = pull.Use.WorkloadCount,
            }, pull.Why))]),
        })]),
    }.ToJsonString(s_spread);

    /// <summary>https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html</summary>
    public static string Sarif(GateReport report, string file, Catalogue catalogue) => new JsonObject
    {
        ["$schema"] = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        ["version"] = "2.1.0",
        ["runs"] = new JsonArray(new JsonObject
        {
            ["tool"] = new JsonObject
            {
                ["driver"] = new JsonObject
                {
                    ["name"] = "remediator",
                    ["semanticVersion"] = Composition.Version.Split('+')[0],
                    ["rules"] = new JsonArray(
                        Rule(PullEffect.Stops, new Message("deployment.rule-stops"), "error", catalogue),
                        Rule(PullEffect.Unknown, new Message("deployment.rule-unknown"), "warning", catalogue)),
                },
            },
            ["results"] = new JsonArray([.. GateLines.Of(report).Select(JsonNode? (line) => new JsonObject
            {
                ["ruleId"] = RuleId(line.Effect),
                ["level"] = line.Effect is PullEffect.Stops ? "error" : "warning",
                ["message"] = new JsonObject { ["text"] = catalogue.Text(line.Says) },
                ["locations"] = new JsonArray(new JsonObject
                {
                    ["physicalLocation"] = new JsonObject
                    {
                        ["artifactLocation"] = new JsonObject { ["uri"] = UriOf(file) },
                        ["region"] = new JsonObject { ["startLine"] = 1 },
                    },
                    ["logicalLocations"] = new JsonArray(new JsonObject { ["fullyQualifiedName"] = line.Address, ["kind"] = "resource" }),
                }),
            })]),
        }),
    }.ToJsonString(s_spread);

    /// <summary>https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message</summary>
    public static IEnumerable<string> GitHub(GateReport report, string file, Catalogue catalogue) =>
        GateLines.Of(report).Select(line => $"::{(line.Effect is PullEffect.Stops ? "error" : "warning")} file={Property(file)},"
            + $"title={Property(line.Address)}::{Data(catalogue.Text(line.Says))}")
        .Append($"::notice title=remediator::{Data(catalogue.Text(report.Says))}");

    private static JsonObject Rule(PullEffect effect, Message says, string level, Catalogue catalogue) => new()
    {
        ["id"] = RuleId(effect),
        ["shortDescription"] = new JsonObject { ["text"] = catalogue.Text(says) },
        ["defaultConfiguration"] = new JsonObject { ["level"] = level },
    };

    private static string UriOf(string file) => Uri.EscapeDataString(file).Replace("%2F", "/", StringComparison.Ordinal);

    private static string RuleId(PullEffect effect) => effect is PullEffect.Stops ? "ecr-pull-stops" : "ecr-pull-unknown";

    private static JsonObject Said(JsonObject json, Message? message)
    {
        json["why"] = message?.ToString();
        json["code"] = message?.Code;
        json["args"] = message?.ArgumentsJson();
        return json;
    }

    /// <summary>A line break would begin another command.</summary>
    private static string Data(string text) => TerminalText.Clean(text.Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal));

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
