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
        command.SetAction((parsed, cancelled) =>
        {
            var page = TerminalPage.OnStandardOutput(Language.FromTag(parsed.GetValue(language)!));
            return clusters.RunAsync(command, parsed, page, Unable, ExitCode.WrongUsage,
                target => AuditAsync(target, parsed, page, cancelled));
        });
        return command;

        async Task<int> AuditAsync(ClusterTarget target, ParseResult parsed, TerminalPage page, CancellationToken cancelled)
        {
            var view = new AuditView(Console.Out, Console.Error, page, output.Of(parsed));
            var (report, warning) = await AuditRun.RunCheckedAsync(
                target, parsed.GetValue(space), GlobalOptions.LogOf(parsed), view.Progress(), cancelled);
            view.Show(report, warning);
            if (parsed.GetValue(html) is { } file)
                await File.WriteAllTextAsync(file.FullName, AuditPage.Of(report, page.Catalogue), cancelled);
            return report.IsEmpty ? NothingThere(report, page)
                : report.Count(AuditResult.WouldFail) > 0 ? ExitCode.Problem : ExitCode.Done;
        }
    }

    private static Message Unable(string cluster, string why) => new Message("cli.audit.unable", ("cluster", cluster), ("why", why));

    /// <summary>An empty answer must not pass for a healthy one.</summary>
    private static int NothingThere(AuditReport report, TerminalPage page)
    {
        Console.Error.WriteLine(page.Plain(report.Scope.Namespace is { } space
            ? new Message("cli.audit.empty-namespace", ("namespace", space), ("cluster", report.Scope.Cluster))
            : new Message("cli.audit.empty-cluster", ("cluster", report.Scope.Cluster))));
        return ExitCode.WrongUsage;
    }
}
