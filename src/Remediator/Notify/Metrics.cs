using System.Text.Json.Nodes;
using Remediator.Core.Findings;
using Remediator.Core.Plans;
using Remediator.Core.Verdicts;

namespace Remediator.Notify;

/// <summary>
/// Figures of each finding by cause, cluster and mode, in CloudWatch's embedded metric format: CloudWatch Logs makes the metrics, no call
/// does.
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
/// </summary>
public sealed class Metrics(Log log, TimeProvider clock, Mode mode)
{
    public const string Namespace = "Remediator";

    /// <param name="diagnosed">From the start of the invocation to the verdict.</param>
    /// <param name="ended">From the start of the invocation to the end of what was done.</param>
    public void Count(Finding finding, TimeSpan diagnosed, TimeSpan ended)
    {
        (string Name, string Unit, double Value)[] figures =
        [
            ("Incidents", "Count", 1),
            ("Patches", "Count", finding.Outcome is Outcome.Patched or Outcome.RolledBack or Outcome.RollbackFailed ? 1 : 0),
            ("Rollbacks", "Count", finding.Outcome is Outcome.RolledBack ? 1 : 0),
            ("Unknowns", "Count", finding.Verdict.Unknowns.Count),
            ("TimeToDiagnose", "Seconds", Math.Round(diagnosed.TotalSeconds, 3)),
            // only a verified fix counts as one
            .. finding.Outcome.Verified ? [("TimeToFix", "Seconds", Math.Round(ended.TotalSeconds, 3))]
                : Array.Empty<(string, string, double)>(),
        ];
        log.Metric(Document(finding, figures));
    }

    /// <summary>Counts a sweep that could not look at a cluster.</summary>
    public void CountUnseen(Finding finding) => log.Metric(Document(finding, [("UnseenClusters", "Count", 1)]));

    private JsonObject Document(Finding finding, (string Name, string Unit, double Value)[] figures)
    {
        var document = new JsonObject
        {
            ["_aws"] = new JsonObject
            {
                ["Timestamp"] = clock.GetUtcNow().ToUnixTimeMilliseconds(),
                ["CloudWatchMetrics"] = new JsonArray(new JsonObject
                {
                    ["Namespace"] = Namespace,
                    ["Dimensions"] = new JsonArray(new JsonArray("cause", "cluster", "mode")),
                    ["Metrics"] = new JsonArray(
                        [.. figures.Select(JsonNode? (figure) => new JsonObject { ["Name"] = figure.Name, ["Unit"] = figure.Unit })]),
                }),
            },
            ["cause"] = finding.Verdict.Cause.WireName,
            ["cluster"] = Untrusted.Line(finding.Failure.Scope.Cluster, 250),
            ["mode"] = mode.WireName,
            ["key"] = finding.Key,
        };
        foreach (var (name, _, value) in figures)
            document[name] = value;
        return document;
    }
}
