using System.Reflection;
using Remediator.Audit;
using Remediator.Aws;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Language;
using Remediator.Core.Triggers;
using Remediator.Gate;
using Remediator.Gather;
using Remediator.Kubernetes;
using Remediator.Notify;
using Remediator.Pipeline;
using Remediator.Repair;
using Remediator.Scan;
using Remediator.Settings;
using Remediator.State;

namespace Remediator;

/// <summary>Puts the parts together, top to bottom. Hosts in one process (tests, demo) give their own clients and clock.</summary>
public static class Composition
{
    public static string Version { get; } =
        typeof(Composition).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>
    /// A cluster of another account can only be described with a role of that account, and a repository's policy only be written with one.
    /// </summary>
    /// <exception cref="BadSettingException">CLUSTERS or PATCHABLE_REPOSITORIES lists one without such a role.</exception>
    public static async Task RefuseOtherAccountsAsync(FunctionSettings settings, AwsAccess aws, string region, CancellationToken cancelled)
    {
        var repositories = settings.PatchableRepositories.Where(pattern => AccountOf(pattern) is not null).ToArray();
        if ((settings.Clusters.All(cluster => cluster.Account is null) && repositories.Length == 0)
            || await new CallerIdentity(aws, region).RoleAsync(cancelled) is not Fact<RoleArn>.Known { Value.Account: var own })
            return;
        if (settings.Clusters.FirstOrDefault(
            cluster => cluster.Account is { } account and not ListedCluster.EveryAccount && account != own
                && aws.Spokes.In(account) is null) is { } other)
            throw new BadSettingException("CLUSTERS", other.ToString(),
                $"clusters of this function's own account, {own}, and of accounts in SPOKE_ACCOUNTS or with a role in SPOKE_ROLES");
        if (repositories.FirstOrDefault(
            pattern => AccountOf(pattern) is { } account && account != own && aws.Spokes.In(account) is null) is { } foreign)
            throw new BadSettingException("PATCHABLE_REPOSITORIES", foreign,
                $"repositories of this function's own account, {own}, and of accounts in SPOKE_ACCOUNTS or with a role in SPOKE_ROLES");
    }

    /// <summary>Null for a name, which is one of the function's own account, and for a pattern of accounts.</summary>
    private static string? AccountOf(string repository) =>
        repository.Split(':') is ["arn", _, "ecr", _, var account, _] && NameGrammar.IsAccount(account) ? account : null;

    /// <param name="region">The function's own region: there a bare name in PATCHABLE_REPOSITORIES is looked for.</param>
    public static Guardrails GuardrailsOf(FunctionSettings settings, string region) => new(
        settings.Mode, settings.Strategy, settings.Restart, new OptIns(region, settings.PatchableRepositories), settings.ProtectedSids);

    /// <param name="region">The function's own region.</param>
    /// <param name="roots">Null where .NET finds the system's trusted roots.</param>
    public static Function Function(
        FunctionSettings settings, AwsAccess aws, string region, TimeProvider clock, Log log, TrustedRoots? roots = null)
    {
        var guardrails = GuardrailsOf(settings, region);

        IDocuments documents =
            settings.IncidentTable is { } table ? new DynamoDocuments(aws, region, table, clock, log) : new ProcessDocuments();
        var store = new IncidentStore(documents, clock);
        var claims = new WriteClaims(documents, clock);

        var identity = new CallerIdentity(aws, region);
        var known = new KnownClusters(region, settings.Clusters, [.. settings.SpokeRoles.Select(role => role.Account)]);
        var connections = new ClusterConnection(aws, settings.Kubeconfig, clock, context: settings.KubeconfigContext, roots: roots);
        var instances = new InstanceReads(aws, clock);
        var changes = new PolicyChanges(store, settings.Mode, log);
        var upstreams = new UpstreamFailures(store, log);
        var scanner = new ClusterScanner(connections, new FailureScanner(instances, clock));
        var gatherer = new FactGatherer(aws, connections, instances, identity, changes, upstreams, clock);

        var locks = new RepositoryLock(store, clock, log);
        var decisions = new DecisionIntake(store, settings, clock);
        var permits = new WritePermits(new CircumstancesReader(store, claims, settings, clock), locks, claims, guardrails, clock);
        var run = new PatchRun(
            new PolicyStep(new PolicyWriter(aws, clock), store, clock, log), new WorkloadStep(connections, instances, settings, clock),
            store, claims, settings, log);
        var publisher = new FindingPublisher(aws, settings, Version, log);
        var notifier = new Notifier(publisher, store, new Metrics(log, clock, settings.Mode), settings, clock, log);

        var scopes = new ScopeResolver(connections, new Fleet(known, connections.Names), identity, decisions);
        var queue = new SweepQueue(aws, settings.SweepQueueUrl, region, clock, log);
        var audits = new AuditRequests(scopes, queue, new ClusterAudit(aws, connections, instances, identity, clock),
            new AuditNotifier(publisher, new AuditStore(documents, clock), settings, Version, log));
        var pipeline = new RemediationPipeline(
            scopes,
            queue,
            new TriggerRecord(changes, upstreams, decisions),
            new Recovery(gatherer, run, locks, store, guardrails, clock, log),
            scanner,
            gatherer,
            permits,
            new Repairs(run, guardrails, log),
            new ApprovalRequests(store, settings, region, clock, log),
            notifier,
            new Closing(scanner, guardrails, clock),
            new NextPullCheck(connections, new ImageUseScanner(instances), gatherer, notifier, guardrails),
            new WorkloadAnnotations(connections, new AnnotationClaims(documents, clock), settings, clock, log),
            guardrails,
            log);
        return new Function(pipeline, audits, connections, Version, clock, log);
    }
}
