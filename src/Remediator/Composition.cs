using System.Reflection;
using Remediator.Aws;
using Remediator.Core;
using Remediator.Core.Policies;
using Remediator.Kubernetes;

namespace Remediator;

/// <summary>Puts the parts together, top to bottom. Hosts in one process (tests, demo) give their own clients and clock.</summary>
public static class Composition
{
    public static string Version { get; } =
        typeof(Composition).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>A cluster of another account could only be described with a role of that account.</summary>
    /// <exception cref="BadSettingException">CLUSTERS lists one.</exception>
    public static async Task RefuseOtherAccountsAsync(Settings settings, AwsAccess aws, string region, CancellationToken cancelled)
    {
        if (settings.Clusters.All(cluster => cluster.Account is null)
            || await new Self(aws, region).RoleAsync(cancelled) is not Fact<RoleArn>.Known { Value.Account: var own })
            return;
        if (settings.Clusters.FirstOrDefault(cluster => cluster.Account is { } account && account != own) is { } other)
            throw new BadSettingException("CLUSTERS", other.ToString(), $"clusters of this function's own account, {own}: no role is assumed in another one yet");
    }

    /// <param name="region">The function's own region: there a bare name in PATCHABLE_REPOSITORIES is looked for.</param>
    public static Function Function(Settings settings, AwsAccess aws, string region, TimeProvider clock, Log log)
    {
        var rails = new Rails(settings.Mode, settings.Strategy, settings.Restart, new OptIns(region, settings.PatchableRepositories), settings.ProtectedSids);
        var self = new Self(aws, region);
        var clusters = new ClusterConnection(aws, settings.Kubeconfig, clock);
        var instances = new InstanceReads(aws, clock);
        var gatherer = new FactGatherer(aws, clusters, instances, self, clock);
        var publisher = new FindingPublisher(aws, settings, Version, log);
        var metrics = new Metrics(log, clock, settings.Mode);
        var remediation = new Remediation(gatherer, new PlanExecutor(aws, clusters, settings, clock, log), publisher, metrics, log, rails);
        var inquiry = new Inquiry(
            clusters, new KnownClusters(region, settings.Clusters), self, new PullFailureReader(instances), remediation,
            new ImageUseReader(instances), new Foresight(gatherer, publisher, metrics, rails));
        return new Function(inquiry, Version, clock, log);
    }
}
