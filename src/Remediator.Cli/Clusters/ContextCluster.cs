using System.Text.RegularExpressions;
using k8s.KubeConfigModels;

namespace Remediator.Cli.Clusters;

/// <summary>What a context of a kubeconfig says of the EKS cluster that it leads to.</summary>
/// <param name="Cluster">Null where it does not say which cluster of EKS it is.</param>
/// <param name="Profile">The profile of the command that gets its token.</param>
internal sealed partial record ContextCluster(string Context, string? Cluster, string? Region, string? Account, string? Profile)
{
    /// <summary>The address of its API server.</summary>
    public string? Server { get; private init; }

    private static readonly string[] s_clusterOptions = ["--cluster-name", "--cluster-id", "-i"];

    /// <param name="context">Null: the current one.</param>
    /// <returns>Null where there is no such context.</returns>
    public static ContextCluster? Of(K8SConfiguration config, string? context)
    {
        var name = context ?? config.CurrentContext;
        if (string.IsNullOrEmpty(name) || config.Contexts?.FirstOrDefault(one => one.Name == name)?.ContextDetails is not { } details)
            return null;
        var exec = config.Users?.FirstOrDefault(one => one.Name == details.User)?.UserCredentials?.ExternalExecution;
        var server = config.Clusters?.FirstOrDefault(one => one.Name == details.Cluster)?.ClusterEndpoint?.Server ?? "";
        string[] arguments = [.. exec?.Arguments ?? []];
        Match[] names = [.. new[] { details.Cluster, name, details.User }.Select(one => Named(one ?? ""))];
        var found = names.FirstOrDefault(match => match.Success);
        return new(name,
            s_clusterOptions.Select(option => After(arguments, option)).FirstOrDefault(one => one is not null) ?? Group(found, "name"),
            After(arguments, "--region") ?? Variable(exec, "AWS_REGION") ?? Variable(exec, "AWS_DEFAULT_REGION")
                ?? Group(found, "region") ?? Group(Endpoint().Match(server), "region"),
            Group(found, "account"),
            After(arguments, "--profile") ?? Variable(exec, "AWS_PROFILE"))
        {
            Server = server.Length == 0 ? null : server,
        };
    }

    private static Match Named(string name) => Arn().Match(name) is { Success: true } arn ? arn : OfEksctl().Match(name);

    private static string? Group(Match? match, string name) => match?.Groups[name] is { Success: true, Value: var value } ? value : null;

    private static string? After(string[] arguments, string option) =>
        arguments.SkipWhile(one => one != option).Skip(1).FirstOrDefault()
        ?? arguments.FirstOrDefault(one => one.StartsWith($"{option}=", StringComparison.Ordinal))?[(option.Length + 1)..];

    private static string? Variable(ExternalExecution? exec, string name) =>
        exec?.EnvironmentVariables?.FirstOrDefault(one => one.GetValueOrDefault("name") == name)?.GetValueOrDefault("value");

    [GeneratedRegex(@"arn:aws[a-z-]*:eks:(?<region>[a-z0-9-]+):(?<account>[0-9]{12}):cluster/(?<name>[A-Za-z0-9][A-Za-z0-9_-]*)\z")]
    private static partial Regex Arn();

    // user@NAME.REGION.eksctl.io, and the cluster without the user
    [GeneratedRegex(@"(?:@|\A)(?<name>[A-Za-z0-9][A-Za-z0-9_-]*)\.(?<region>[a-z0-9-]+)\.eksctl\.io\z")]
    private static partial Regex OfEksctl();

    [GeneratedRegex(@"\.(?<region>[a-z]{2}[a-z0-9-]*-[0-9])\.eks\.amazonaws\.com(\.cn)?(:[0-9]+)?/?\z")]
    private static partial Regex Endpoint();
}
