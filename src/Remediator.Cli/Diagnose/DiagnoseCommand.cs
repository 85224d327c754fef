using System.CommandLine;
using Remediator.Cli.Options;
using Remediator.Core.Triggers;
using Remediator.Runtime;
using Remediator.Settings;

namespace Remediator.Cli.Diagnose;

/// <summary>`diagnose`: diagnoses the caller's own cluster, with the caller's credentials, read-only.</summary>
public static class DiagnoseCommand
{
    public static Command Create()
    {
        var cluster = new Option<string>("--cluster")
        {
            Description = "The EKS cluster; with KUBECONFIG set it is reached as that says, else by its name",
            HelpName = "NAME",
            Required = true,
        };
        var space = new Option<string?>("--namespace") { Description = "Only the pods of this namespace", HelpName = "NS" };
        var workload = new Option<string?>("--workload")
        {
            Description = "Only the pods of this workload of the namespace",
            HelpName = "NAME",
        };
        var json = new Option<bool>("--json") { Description = "Print the response JSON instead of the evidence" };
        var command = new Command("diagnose",
            "Diagnose your own cluster with your own AWS credentials, and change nothing (exit 0: no finding, 1: found a problem)")
        {
            cluster, space, workload, json,
        };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(workload) is not null && parsed.GetValue(space) is null)
                parsed.AddError("--workload needs --namespace: a workload's name is one of its namespace");
        });
        command.SetAction(async (parsed, cancelled) =>
        {
            try
            {
                var findings = new DiagnosisView(Console.Out, Console.Error, TerminalPage.OnStandardOutput(), parsed.GetValue(json));
                var result = await findings.WaitAsync(
                    ClusterDiagnosis.RunAsync(parsed.GetValue(cluster)!, parsed.GetValue(space), parsed.GetValue(workload)));
                await findings.ShowAsync(result, cancelled);
                return result.Answer["findings"]!.AsArray().Count == 0 ? ExitCode.Done : ExitCode.Problem;
            }
            catch (Exception wrong) when (wrong is MalformedEventException or BadSettingException)
            {
                return UsageError.Report(command, [wrong.Message]);
            }
            // whatever prevents the diagnosis (no credentials, cluster not reachable) is for the caller to fix
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                await Console.Error.WriteLineAsync(
                    TerminalText.Clean($"cluster \"{parsed.GetValue(cluster)}\" could not be diagnosed: {FailureReason.TextOf(failed)}"));
                return ExitCode.Problem;
            }
        });
        return command;
    }
}
