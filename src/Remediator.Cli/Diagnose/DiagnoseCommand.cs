using System.CommandLine;
using Remediator.Cli.Clusters;
using Remediator.Cli.Options;

namespace Remediator.Cli.Diagnose;

/// <summary>`diagnose`: diagnoses the caller's own cluster, with the caller's credentials, read-only.</summary>
public static class DiagnoseCommand
{
    private const int UsualPause = 15;

    public static Command Create()
    {
        var clusters = new ClusterOptions();
        var space = new Option<string?>("--namespace", "-n") { Description = "Only the pods of this namespace", HelpName = "NS" };
        var all = new Option<bool>("--all-namespaces", "-A") { Description = "The pods of all namespaces, as without --namespace" };
        var workload = new Option<string?>("--workload")
        {
            Description = "Only the pods of this workload of the namespace",
            HelpName = "NAME",
        };
        var output = new OutputOption();
        var html = HtmlOption.Create("Also write each finding as an HTML page: FILE, then FILE with -2, -3 … in its name");
        var lang = LanguageOption.Create();
        var watch = WatchOption();
        var command = new Command("diagnose",
            "Diagnose your own cluster with your own AWS credentials, and change nothing (exit 0: no finding, 1: found a problem)")
        {
            space, all, workload, html, lang, watch,
        };
        clusters.AddTo(command);
        output.AddTo(command);
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(workload) is not null && parsed.GetValue(space) is null)
                parsed.AddError("--workload needs --namespace: a workload's name is one of its namespace");
            if (parsed.GetValue(all) && parsed.GetValue(space) is not null)
                parsed.AddError("--all-namespaces and --namespace exclude each other");
        });
        command.SetAction((parsed, cancelled) =>
        {
            var page = TerminalPage.OnStandardOutput(Language.FromTag(parsed.GetValue(lang)!));
            return clusters.RunAsync(command, parsed, page, Unable, ExitCode.Problem,
                target => DiagnoseAsync(target, parsed, page, cancelled));
        });
        return command;

        async Task<int> DiagnoseAsync(ClusterTarget target, ParseResult parsed, TerminalPage page, CancellationToken cancelled)
        {
            var view = new DiagnosisView(Console.Out, Console.Error, page, output.Of(parsed));
            var diagnosis = new ClusterDiagnosis(target, parsed.GetValue(space), parsed.GetValue(workload), GlobalOptions.LogOf(parsed));
            // the handler has a deadline and no signal; what it reads leaves nothing behind
            Task<DiagnosisResult> Diagnosed() => view.WaitAsync(diagnosis.RunAsync().WaitAsync(cancelled));
            if (parsed.GetResult(watch) is { Implicit: false })
                return await new DiagnosisWatch(page, TimeProvider.System).RunAsync(Diagnosed,
                    seen => view.ShowAsync(seen, cancelled), TimeSpan.FromSeconds(parsed.GetValue(watch) ?? UsualPause), cancelled);
            var result = await Diagnosed();
            await view.ShowAsync(result, cancelled);
            if (parsed.GetValue(html) is { } file)
                await IncidentPageFile.WriteAllAsync(file, page, result.Answer,
                    output.Of(parsed) is OutputFormat.Text ? page.Line : line => Console.Error.WriteLine(line), cancelled);
            return result.Answer["findings"]!.AsArray().Count == 0 ? ExitCode.Done : ExitCode.Problem;
        }
    }

    private static Message Unable(string cluster, string why) =>
        new Message("cli.diagnosis.unable", ("cluster", cluster), ("why", why));

    private static Option<int?> WatchOption()
    {
        var watch = new Option<int?>("--watch")
        {
            Description = $"Look again every so many seconds ({UsualPause} if not given) until Ctrl-C, and show what has changed",
            HelpName = "SECONDS",
            Arity = ArgumentArity.ZeroOrOne,
        };
        watch.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && (!int.TryParse(token.Value, out var seconds) || seconds is < 5 or > 3600))
                given.AddError($"--watch is \"{token.Value}\": accepted is 5 to 3600");
        });
        return watch;
    }
}
