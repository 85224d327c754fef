using System.CommandLine;
using Remediator.Cli.Clusters;
using Remediator.Cli.Options;
using Remediator.Core.Audit;
using Remediator.Core.Messages.Page;

namespace Remediator.Cli.Audit;

/// <summary>`audit`: would the next pull of every workload succeed? Asked with the caller's credentials, read-only.</summary>
public static class AuditCommand
{
    public static Command Create()
    {
        var clusters = new ClusterOptions();
        var space = new Option<string?>("--namespace", "-n") { Description = "Only the workloads of this namespace", HelpName = "NS" };
        var all = new Option<bool>("--all-namespaces", "-A") { Description = "Those of all namespaces, as without --namespace" };
        var output = new OutputOption();
        var language = LanguageOption.Create();
        var html = HtmlOption.Create("Write the report as a page that needs nothing else");
        var command = new Command("audit",
            "Say for every workload whether the next pull of its images would succeed, and change nothing "
            + "(exit 0: nothing would fail, 1: something would, 2: nothing could be looked at)")
        {
            space, all, html, language,
        };
        clusters.AddTo(command);
        output.AddTo(command);
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(all) && parsed.GetValue(space) is not null)
                parsed.AddError("--all-namespaces and --namespace exclude each other");
        });
        command.SetAction((parsed, cancelled) => clusters.RunAsync(command, parsed, "audited", ExitCode.WrongUsage, async target =>
        {
            var view = new AuditView(Console.Out, Console.Error,
                TerminalPage.OnStandardOutput(Language.FromTag(parsed.GetValue(language)!)), output.Of(parsed));
            var (report, warning) = await AuditRun.RunCheckedAsync(
                target, parsed.GetValue(space), GlobalOptions.LogOf(parsed), view.Progress(), cancelled);
            view.Show(report, warning);
            if (parsed.GetValue(html) is { } file)
                await File.WriteAllTextAsync(file.FullName,
                    AuditPage.Of(report, Catalogue.In(Language.FromTag(parsed.GetValue(language)!))), cancelled);
            return report.IsEmpty ? NothingThere(report)
                : report.Count(AuditResult.WouldFail) > 0 ? ExitCode.Problem : ExitCode.Done;
        }));
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
