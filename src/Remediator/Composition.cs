using System.Reflection;
using Remediator.Aws;
using Remediator.Core.Common;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Language;
using Remediator.Core.Triggers;
using Remediator.Gate;
using Remediator.Gather;
using Remediator.Kubernetes;
using Remediator.Notify;
using Remediator.Pipeline;
using Remediator.Repair;
using Remediator.Runtime;
using Remediator.Scan;
using Remediator.Settings;
using Remediator.State;

namespace Remediator;

/// <summary>Puts the parts together, top to bottom. Hosts in one process (tests, demo) give their own clients and clock.</summary>
public static class Composition
{
    public static string Version { get; } =
        typeof(Composition).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>A cluster of another account can only be described with a role of that account.</summary>
    /// <exception cref="BadSettingException">CLUSTERS lists one.</exception>
    public static async Task RefuseOtherAccountsAsync(FunctionSettings settings, AwsAccess aws, string region, CancellationToken cancelled)
    {
        if (settings.Clusters.All(cluster => cluster.Account is null)
            || await new CallerIdentity(aws, region).RoleAsync(cancelled) is not Fact<RoleArn>.Known { Value.Account: var own })
            return;
        if (settings.Clusters.FirstOrDefault(cluster => cluster.Account is { } account && account != own && aws.Spokes.In(account) is null) is { } other)
            throw new BadSettingException("CLUSTERS", other.ToString(), $"clusters of this function's own account, {own}, and of accounts that SPOKE_ROLES names a role of");
    }

    /// <param name="region">The function's own region: there a bare name in PATCHABLE_REPOSITORIES is looked for.</param>
    public static Function Function(FunctionSettings settings, AwsAccess aws, string region, TimeProvider clock, Log log)
    {
        Guardrails rails = new Guardrails(settings.Mode, settings.Strategy, settings.Restart, new OptIns(region, settings.PatchableRepositories), settings.ProtectedSids);
        CallerIdentity self = new CallerIdentity(aws, region);
        var clusters = new ClusterConnection(aws, settings.Kubeconfig, clock);
        var instances = new InstanceReads(aws, clock);
        var gatherer = new FactGatherer(aws, clusters, instances, self, clock);
        IncidentStore memory = new IncidentStore(settings.IncidentTable is { } table ? new DynamoDocuments(aws, region, table) : new ProcessDocuments(), clock);
        Notifier teller = new Notifier(new FindingPublisher(aws, settings, Version, log), memory, new Metrics(log, clock, settings.Mode), settings, clock, log);
        var steps = new PatchSteps(aws, clusters, instances, memory, settings, clock, log);
        var course = new PatchCourse(steps, memory, teller, settings, rails, clock, log);
        var locks = new RepositoryLock(memory, clock, log);
        var executor = new PlanExecutor(course, locks, memory, teller, settings, rails, clock, log);
        Recovery aftermath = new Recovery(gatherer, course, locks, memory, teller, settings, rails, clock, log);
        var changes = new PolicyChanges(memory, settings.Mode, log);
        var remediation = new Remediation(gatherer, executor, aftermath, memory, changes, settings, rails, log);
        TriggerHandler inquiry = new TriggerHandler(
            clusters, new KnownClusters(region, settings.Clusters), self, new FailureScanner(instances), remediation,
            new ImageUseScanner(instances), new NextPullCheck(gatherer, teller, rails), new ApprovalDesk(memory, settings, clock), changes);
        return new Function(inquiry, Version, clock, log);
    }
}
