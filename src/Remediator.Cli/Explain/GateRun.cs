using System.Text.Json;
using Remediator.Cli.Options;
using Remediator.Core.Deployments;

namespace Remediator.Cli.Explain;

/// <summary>`explain --plan`: would what is about to be applied stop the pulls of these clusters?</summary>
internal static class GateRun
{
    /// <summary>Judges the plan, and exits 1 unless every pull goes on.</summary>
    /// <exception cref="FormatException">The plan is none that can be read.</exception>
    public static int Report(FileInfo plan, IReadOnlyList<PullersFile> pullers, string format, TextWriter output, TerminalPage page)
    {
        var report = GateReport.Of(PlanFile.Read(File.ReadAllText(plan.FullName)), pullers);
        var name = plan.ToString();
        switch (format)
        {
            case "json":
                output.WriteLine(GateFormats.Json(report, name));
                break;
            case "yaml":
                output.Write(YamlText.Of(JsonNode.Parse(GateFormats.Json(report, name))));
                break;
            case "sarif":
                output.WriteLine(GateFormats.Sarif(report, name, page.Catalogue));
                break;
            case "github":
                foreach (var annotation in GateFormats.GitHub(report, name, page.Catalogue))
                    output.WriteLine(annotation);
                break;
            default:
                Show(page, report);
                break;
        }
        foreach (var file in pullers.Where(file => file.Namespace is not null))
            Console.Error.WriteLine(page.Catalogue.Text(
                new Message("deployment.one-namespace", ("cluster", file.Cluster), ("namespace", file.Namespace!))));
        return report.IsClear ? ExitCode.Done : ExitCode.Problem;
    }

    /// <exception cref="FormatException">It is no report of an audit.</exception>
    public static PullersFile Pullers(FileInfo file)
    {
        try
        {
            return PullersFile.Read(JsonNode.Parse(File.ReadAllText(file.FullName)) as JsonObject
                ?? throw new FormatException("the report is no JSON object"));
        }
        catch (JsonException bad)
        {
            throw new FormatException($"\"{file}\" is not JSON: {JsonText.FaultOf(bad)}", bad);
        }
        catch (FormatException bad)
        {
            throw new FormatException($"\"{file}\": {bad.Message}", bad);
        }
    }

    private static void Show(TerminalPage page, GateReport report)
    {
        page.Line($"[bold {(report.IsClear ? "green" : report.Stopped.Count > 0 ? "red" : "olive")}]"
            + $"{TerminalText.Escape(page.Catalogue.Text(report.Says))}[/]");
        foreach (var policy in GateLines.Of(report).GroupBy(line => line.Address))
        {
            page.Line();
            page.Line($"[bold]{TerminalText.Escape(policy.Key)}[/]");
            foreach (var line in policy)
                page.Line($"  {(line.Effect is PullEffect.Stops ? "[red]✗[/]" : "[olive]?[/]")} "
                    + TerminalText.Escape(page.Catalogue.Text(line.Says)));
        }
    }
}
