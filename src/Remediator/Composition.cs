using System.Reflection;
using Remediator.Aws;
using Remediator.Core;
using Remediator.Kubernetes;

namespace Remediator;

/// <summary>Puts the parts together, top to bottom. Hosts in one process (tests, demo) give their own clients and clock.</summary>
public static class Composition
{
    public static string Version { get; } =
        typeof(Composition).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <param name="region">The function's own region: there a bare name in PATCHABLE_REPOSITORIES is looked for.</param>
    public static Function Function(Settings settings, AwsAccess aws, string region, TimeProvider clock, Log log)
    {
        var rails = new Rails(settings.Mode, settings.Strategy, settings.Restart, new OptIns(region, settings.PatchableRepositories), settings.ProtectedSids);
        var self = new Self(aws, region);
        var clusters = new ClusterConnection(aws, settings.Kubeconfig, clock);
        return new Function(
            clusters,
            new PullFailureReader(aws),
            new FactGatherer(aws, clusters, self, clock),
            new PlanExecutor(aws, clusters, settings, clock, log),
            new FindingPublisher(aws, settings, Version, log),
            self, rails, Version, clock, log);
    }
}
