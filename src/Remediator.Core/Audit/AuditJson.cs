using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Audit;

/// <summary>A report as programs read it: schema <c>remediator-audit/1</c>.</summary>
public static class AuditJson
{
    public const string Schema = "remediator-audit/1";

    /// <summary>How many workloads a row names; it counts all.</summary>
    public const int WorkloadsShown = 100;

    /// <summary>How many rows of a function's answer have their evidence: a response holds 6 MB.</summary>
    private const int RowsWithEvidence = 300;

    private const int WorkloadsInBrief = 5;

    /// <summary>The whole report.</summary>
    public static JsonObject Of(AuditReport report, string version) => Of(report, report.Rows, version, int.MaxValue, WorkloadsShown);

    /// <summary>The report as a function answers it: what fails first has its evidence, and the rest the answer alone.</summary>
    public static JsonObject Answer(AuditReport report, string version) =>
        Of(report, report.Rows, version, RowsWithEvidence, WorkloadsInBrief);

    /// <summary>Some rows of it, as one message holds them.</summary>
    public static JsonObject Brief(AuditReport report, IReadOnlyList<AuditRow> rows, string version) =>
        Of(report, rows, version, 0, WorkloadsInBrief);

    private static JsonObject Of(
        AuditReport report, IReadOnlyList<AuditRow> rows, string version, int withEvidence, int workloads) => new()
        {
            ["schema"] = Schema,
            ["version"] = version,
            ["cluster"] = report.Scope.Cluster,
            ["account"] = report.Scope.Account,
            ["region"] = report.Scope.Region,
            ["namespace"] = report.Scope.Namespace,
            ["at"] = Time(report.AsOf),
            ["rows"] = new JsonArray([.. rows.Select(JsonNode? (row, i) => RowOf(row, report.Scope, i < withEvidence, workloads))]),
            ["unknowns"] = JsonText.ArrayOf(report.Unknowns.Select(unknown => $"{unknown}")),
            ["unknownMessages"] = FindingJson.Messages(report.Unknowns),
            ["otherImages"] = report.OtherImages,
            ["left"] = report.Left,
        };

    private static JsonObject RowOf(AuditRow row, Scope cluster, bool withEvidence, int workloads)
    {
        var json = FindingJson.Said(new JsonObject
        {
            ["key"] = row.KeyIn(cluster),
            ["image"] = row.Image.Text,
            ["identity"] = row.Identity?.Role.ToString(),
            ["compute"] = row.Compute,
            ["workloads"] = JsonText.ArrayOf(row.Usages.Take(workloads).Select(usage => $"{usage.Namespace}/{usage.Workload}")),
            ["workloadCount"] = row.Usages.Count,
            ["pods"] = row.Usages.Sum(usage => usage.Pods),
            ["result"] = row.Result.WireName,
            ["cause"] = row.Cause?.WireName,
            ["confidence"] = row.Confidence.WireName,
            ["evidence"] = new JsonArray(
                [.. withEvidence ? row.Evidence.Select(JsonNode? (evidence) => FindingJson.Evidence(evidence)) : []]),
        }, "next", row.Next);
        json["expires"] = row.Expires is { } at ? Time(at) : null;
        json["pushesLeft"] = row.PushesLeft;
        json["cacheOnly"] = row.CacheOnly.WireName;
        json["warnings"] = JsonText.ArrayOf(row.Warnings.Select(warning => $"{warning}"));
        json["warningMessages"] = FindingJson.Messages(row.Warnings);
        json["unknowns"] = JsonText.ArrayOf(row.Unknowns.Select(unknown => $"{unknown}"));
        json["unknownMessages"] = FindingJson.Messages(row.Unknowns);
        return json;
    }

    private static string Time(DateTimeOffset at) => $"{at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}";
}
