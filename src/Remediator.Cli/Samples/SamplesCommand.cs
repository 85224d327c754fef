using System.CommandLine;
using System.Text.RegularExpressions;
using Remediator.Cli.Options;

namespace Remediator.Cli.Samples;

/// <summary>`samples`: the sample events with the names of the caller's own account and cluster.</summary>
public static partial class SamplesCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "Where to write events/*.json and env.json" };
        var account = Named("--account", "The account of the cluster and of its repositories", "ID", Account(), "12 digits");
        var region = Named("--region", "Their region", "REGION", Region(), "a region such as eu-west-1, cn-north-1 or us-gov-west-1");
        var cluster = Named("--cluster", "The EKS cluster", "NAME", Cluster(), "the name of an EKS cluster");
        var space = Named("--namespace", "The namespace of the workload, in place of default", "NS", Label(), "a name in Kubernetes");
        var workload = Named("--workload", "The workload, in place of ui-private", "NAME", Label(), "a name in Kubernetes");
        var repository = Named("--repository", "The ECR repository, in place of retail-sample-app-ui", "NAME", Repository(),
            "the name of an ECR repository");
        account.Required = region.Required = cluster.Required = true;
        var command = new Command("samples",
            "Write all sample events with the names of your own account and cluster, and the environment for sam local")
        {
            folder, account, region, cluster, space, workload, repository,
        };
        command.SetAction(parsed =>
        {
            var names = new SampleNames(parsed.GetValue(account)!, parsed.GetValue(region)!, parsed.GetValue(cluster)!,
                parsed.GetValue(space), parsed.GetValue(workload), parsed.GetValue(repository));
            try
            {
                foreach (var file in SampleFiles.Write(names, parsed.GetValue(folder)!))
                    Console.WriteLine(file);
                return ExitCode.Done;
            }
            catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or ArgumentException)
            {
                Console.Error.WriteLine(TerminalText.Clean($"the samples cannot be written: {bad.Message.TrimEnd('.')}"));
                return ExitCode.Problem;
            }
        });
        return command;
    }

    private static Option<string?> Named(string name, string description, string placeholder, Regex accepts, string accepted)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = placeholder };
        option.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && !accepts.IsMatch(token.Value))
                given.AddError($"{name} is \"{token.Value}\": accepted is {accepted}");
        });
        return option;
    }

    [GeneratedRegex(@"\A[0-9]{12}\z")]
    private static partial Regex Account();

    /// <summary>Of the partitions whose registries have a public name.</summary>
    [GeneratedRegex(@"\A(us|eu|ap|sa|ca|mx|me|af|il|cn|us-gov)-(north|south|east|west|central)+-[0-9]\z")]
    private static partial Regex Region();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,99}\z")]
    private static partial Regex Cluster();

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\z")]
    private static partial Regex Label();

    [GeneratedRegex(@"\A[a-z0-9]+([._/-]+[a-z0-9]+)*\z")]
    private static partial Regex Repository();
}
