using System.CommandLine;
using Remediator.Cli.Options;
using Remediator.Core.Audit;
using Remediator.Core.Messages.Page;
using Remediator.Core.Triggers;
using Remediator.Runtime;
using Remediator.Settings;

namespace Remediator.Cli.Audit;

/// <summary>`audit`: would the next pull of every workload succeed? Asked with the caller's credentials, read-only.</summary>
public static class AuditCommand
{
    public static Command Create()
    {
        var cluster = new Option<string>("--cluster")
        {
            Description = "The EKS cluster; with KUBECONFIG set it is reached as that says, else by its name",
            HelpName = "NAME",
            Required = true,
        };
        var space = new Option<string?>("--namespace") { Description = "Only the workloads of this namespace", HelpName = "NS" };
        var json = new Option<bool>("--json") { Description = "Print the report as JSON (docs/audit.md) instead of a table" };
        var language = LanguageOption.Create();
        var html = HtmlOption.Create("Write the report as a page that needs nothing else");
        var command = new Command("audit",
            "Say for every workload whether the next pull of its images would succeed, and change nothing "
            + "(exit 0: nothing would fail, 1: something would, 2: nothing could be looked at)")
        {
            cluster, space, json, html, language,
        };
        command.SetAction(async (parsed, cancelled) =>
        {
            try
            {
                var view = new AuditView(Console.Out, Console.Error,
                    TerminalPage.OnStandardOutput(Language.FromTag(parsed.GetValue(language)!)), parsed.GetValue(json));
                var report = await AuditRun.RunAsync(
                    parsed.GetValue(cluster)!, parsed.GetValue(space), view.Progress(), cancelled);
                view.Show(report);
                if (parsed.GetValue(html) is { } file)
                    await File.WriteAllTextAsync(file.FullName,
                        AuditPage.Of(report, Catalogue.In(Language.FromTag(parsed.GetValue(language)!))), cancelled);
                return report.Rows.Count == 0 && report.OtherImages == 0 && report.Unknowns.Count == 0 ? NothingThere(report)
                    : report.Count(AuditResult.WouldFail) > 0 ? ExitCode.Problem : ExitCode.Done;
            }
            catch (Exception wrong) when (wrong is MalformedEventException or BadSettingException)
            {
                return UsageError.Report(command, [wrong.Message]);
            }
            // no credentials, a cluster that is not there or cannot be read: nothing was looked at
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                await Console.Error.WriteLineAsync(
                    TerminalText.Clean($"cluster \"{parsed.GetValue(cluster)}\" could not be audited: {FailureReason.TextOf(failed)}"));
                return ExitCode.WrongUsage;
            }
        });
        return command;
    }

    /// <summary>An empty answer must not pass for a healthy one.</summary>
    private static int NothingThere(AuditReport report)
    {
        Console.Error.WriteLine(TerminalText.Clean(report.Scope.Namespace is { } space
            ? $"no workload is in namespace \"{space}\" of cluster \"{report.Scope.Cluster}\""
            : $"no workload is in cluster \"{report.Scope.Cluster}\""));
        return ExitCode.WrongUsage;
    }
}
