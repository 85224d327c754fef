using System.CommandLine;
using k8s.Exceptions;
using k8s.KubeConfigModels;
using Remediator.Cli.Options;
using Remediator.Core.Triggers;
using Remediator.Kubernetes;
using Remediator.Runtime;
using Remediator.Settings;
using YamlDotNet.Core;

namespace Remediator.Cli.Clusters;

/// <summary>
/// Which cluster, as kubectl and aws know it: by the kubeconfig's context, or by its name in EKS. A name that contradicts the context is
/// refused, because the answer would be about another cluster than the one that is named.
/// </summary>
internal sealed class ClusterOptions
{
    private readonly AwsOptions _aws = new();

    private readonly Option<string?> _cluster = new("--cluster")
    {
        Description = "The EKS cluster; the one of the kubeconfig's context if not given",
        HelpName = "NAME",
    };

    private readonly Option<string?> _kubeconfig = new("--kubeconfig")
    {
        Description = "The kubeconfig to reach it with; KUBECONFIG, else ~/.kube/config, if not given",
        HelpName = "FILE",
    };

    private readonly Option<string?> _context = new("--context")
    {
        Description = "The context of the kubeconfig; its current one if not given",
        HelpName = "NAME",
    };

    private readonly Option<bool> _kubeconfigOnly = new("--kubeconfig-only")
    {
        Description = "Reach the cluster by the kubeconfig, even if its context is of another cluster than --cluster names",
    };

    private readonly Option<bool> _noKubeconfig = new("--no-kubeconfig")
    {
        Description = "Reach the cluster by its name in EKS, and read no kubeconfig",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _cluster, _kubeconfig, _context, _kubeconfigOnly, _noKubeconfig })
            command.Options.Add(option);
        _aws.AddTo(command);
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(_noKubeconfig)
                && (parsed.GetValue(_kubeconfigOnly) || parsed.GetValue(_kubeconfig) is not null || parsed.GetValue(_context) is not null))
                parsed.AddError("--no-kubeconfig excludes --kubeconfig, --context and --kubeconfig-only");
        });
    }

    /// <summary>Does a command's work on the cluster, and reports what prevents it, such as missing credentials.</summary>
    /// <param name="unable">Says of a cluster why the work could not be done on it.</param>
    /// <param name="notDone">The exit code where it could not be done.</param>
    public async Task<int> RunAsync(Command command, ParseResult parsed, TerminalPage page, Func<string, string, Message> unable,
        int notDone, Func<ClusterTarget, Task<int>> work)
    {
        var named = "";
        try
        {
            var target = await FindAsync(parsed);
            named = target.Cluster;
            return await work(target);
        }
        catch (Exception wrong) when (wrong is MalformedEventException or BadSettingException or WrongUsageException)
        {
            return UsageError.Report(command, [wrong.Message]);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(page.Plain(unable(named, FailureReason.TextOf(failed))));
            return notDone;
        }
    }

    /// <summary>Finds the cluster, and makes profile and region hold for this process.</summary>
    /// <exception cref="WrongUsageException">No cluster is named, or two are.</exception>
    /// <exception cref="BadSettingException">No region is known.</exception>
    private async Task<ClusterTarget> FindAsync(ParseResult parsed)
    {
        var (named, context) = (parsed.GetValue(_cluster), parsed.GetValue(_context));
        var (file, isAsked) = parsed.GetValue(_noKubeconfig) ? (null, false) : KubeconfigOf(parsed);
        if (file is null && (parsed.GetValue(_kubeconfigOnly) || context is not null))
            throw new WrongUsageException("there is no kubeconfig: neither --kubeconfig, KUBECONFIG nor ~/.kube/config names one");
        var config = file is null ? null : await LoadedAsync(file, isRequired: named is null || context is not null, isAsked);
        var found = config is null ? null : ContextCluster.Of(config, context);
        if (config is not null && context is not null && found is null)
            throw new WrongUsageException($"\"{file}\" has no context \"{context}\"{Meant(config, context)}");
        var region = _aws.RegionGiven(parsed);
        if (!parsed.GetValue(_kubeconfigOnly))
            RefuseContradiction(named, region, found, config, file);
        if (named is null && found?.Cluster is null)
            throw new WrongUsageException(Missing(file, found));
        // of a file that nobody asked for, only what it says of this very cluster counts
        var isUsed = isAsked || parsed.GetValue(_kubeconfigOnly) || found?.Cluster is not null;
        _aws.Apply(parsed, isUsed ? found?.Profile : null);
        if (isUsed && region is null && found is { Cluster: not null, Region: { } its } && !parsed.GetValue(_kubeconfigOnly))
            AwsOptions.SetRegion(its);
        return new(named ?? found!.Cluster!, AwsOptions.RegionOf("the cluster"), isUsed ? found?.Account : null, isUsed ? file : null,
            isUsed ? context : null)
        {
            Server = isUsed ? found?.Server : null,
        };
    }

    /// <summary>The file, and whether the caller asked for it.</summary>
    private (string? File, bool IsAsked) KubeconfigOf(ParseResult parsed)
    {
        if ((parsed.GetValue(_kubeconfig) ?? Environment.GetEnvironmentVariable("KUBECONFIG")) is { Length: > 0 } given)
            return (given, true);
        return (KubeconfigOfEnvironment(), parsed.GetValue(_context) is not null);
    }

    /// <summary>The kubeconfig that kubectl would use; null where there is none.</summary>
    public static string? KubeconfigOfEnvironment()
    {
        if (Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 } given)
            return given;
        var usual = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config");
        return File.Exists(usual) ? usual : null;
    }

    /// <returns>Null where it cannot be read and need not be.</returns>
    public static async Task<K8SConfiguration?> LoadedAsync(string file, bool isRequired, bool isAsked)
    {
        try
        {
            return await KubeconfigFiles.LoadAsync(file);
        }
        catch (Exception bad) when (bad is KubeConfigException or IOException or YamlException or UnauthorizedAccessException)
        {
            var why = $"kubeconfig \"{file}\" cannot be read: {FailureReason.TextOf(bad).TrimEnd('.')}";
            if (isRequired)
                throw new WrongUsageException(why);
            // who asked for the file reads it again where the cluster is opened
            if (!isAsked)
                await Console.Error.WriteLineAsync(TerminalText.Clean($"{why}; the cluster is reached by its name in EKS"));
            return null;
        }
    }

    private static void RefuseContradiction(string? named, string? region, ContextCluster? found, K8SConfiguration? config, string? file)
    {
        if (found?.Cluster is not { } its)
            return;
        var other = (named is not null && named != its) || (region is not null && found.Region is not null && region != found.Region);
        if (!other)
            return;
        var right = (config!.Contexts ?? []).Select(context => ContextCluster.Of(config, context.Name))
            .FirstOrDefault(one => one?.Cluster == (named ?? its) && (region ?? one?.Region) == one?.Region);
        throw new WrongUsageException(
            $"context \"{found.Context}\" of \"{file}\" is of cluster \"{its}\"{(found.Region is { } at ? $" in {at}" : "")}, not of "
            + $"\"{named ?? its}\"{(region is null ? "" : $" in {region}")}; accepted: "
            + (right is null ? "" : $"--context \"{right.Context}\", ")
            + "--no-kubeconfig to reach it by its name in EKS, --kubeconfig-only to reach what the context points to");
    }

    private static string Missing(string? file, ContextCluster? found) => "--cluster is missing, and "
        + (file is null ? "there is no kubeconfig to take it from"
            : found is null ? $"\"{file}\" has no current context to take it from"
            : $"context \"{found.Context}\" of \"{file}\" does not say which EKS cluster it is of");

    private static string Meant(K8SConfiguration config, string context) =>
        Suggestion.For(context, (config.Contexts ?? []).Select(one => one.Name)) is { } meant ? $"; {Suggestion.Sentence(meant)}" : "";
}
