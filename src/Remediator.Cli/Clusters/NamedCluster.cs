using Remediator.Cli.Options;
using Remediator.Settings;

namespace Remediator.Cli.Clusters;

/// <summary>
/// One of several clusters that a command names. A kubeconfig has one current context, so each is reached by the context that is its own,
/// and without one by its name in EKS: never by the context of another.
/// </summary>
internal static class NamedCluster
{
    /// <exception cref="BadSettingException">No region is known.</exception>
    public static async Task<ClusterTarget> FindAsync(string cluster)
    {
        var file = ClusterOptions.KubeconfigOfEnvironment();
        var config = file is null ? null : await ClusterOptions.LoadedAsync(file, isRequired: false, isAsked: false);
        var own = config is null ? null : (config.Contexts ?? []).Select(context => context.Name).Prepend(config.CurrentContext)
            .Select(name => ContextCluster.Of(config, name)).FirstOrDefault(one => one?.Cluster == cluster);
        return own is null ? new(cluster, AwsOptions.RegionOf("the cluster"), null, null, null)
            : new(cluster, own.Region ?? AwsOptions.RegionOf("the cluster"), own.Account, file, own.Context);
    }
}
