using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda.Core;
using Remediator.Core;
using Remediator.Core.Policies;
using Remediator.Kubernetes;

namespace Remediator;

/// <summary>The handler: event → scope → failures → facts → verdict → plan → outcome → finding.</summary>
public sealed class Function(
    ClusterConnection clusters, PullFailureReader failures, FactGatherer gatherer, PlanExecutor executor, FindingPublisher publisher,
    Self self, Rails rails, string version, TimeProvider clock, Log log)
{
    /// <summary>Stops the reads early enough to answer before Lambda stops the process.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <exception cref="MalformedEventException">An event of ours lacks or garbles a field; Lambda reports it as the invocation's error.</exception>
    public async Task<JsonObject> HandleAsync(JsonElement payload, ILambdaContext context)
    {
        var incoming = IncomingPayload.Read(payload);
        var deadline = new Deadline(clock, context.RemainingTime);
        using var cancellation = new CancellationTokenSource(Later(context.RemainingTime - Margin), clock);
        var findings = Trigger.Read(incoming) switch
        {
            Trigger.Look { Scope: var scope } => await RemediateAsync(scope, incoming, deadline, cancellation.Token),
            Trigger.NotOurs { Why: var why } => Ignored(incoming, why),
            _ => [],
        };
        return FindingJson.Envelope(version, incoming.Id, findings);
    }

    private async Task<Finding[]> RemediateAsync(Scope scope, IncomingEvent incoming, Deadline deadline, CancellationToken cancelled)
    {
        if (scope.Region != self.Region)
            return Ignored(incoming, $"region {scope.Region} is not ours ({self.Region})");
        // the cluster is looked up while we ask who we are; nothing in it is read for an event that is not ours
        var (own, opening) = (self.RoleAsync(cancelled), clusters.OpenAsync(scope, cancelled));
        if (await own is Fact<RoleArn>.Known { Value: var role } && role.Account != scope.Account)
        {
            await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return Ignored(incoming, $"account {scope.Account} is not ours ({role.Account})");
        }
        var found = Spread.Over(await failures.ReadAsync(await opening, scope, cancelled));
        var told = await Task.WhenAll(found.GroupBy(RepositoryOf).Select(group => OneByOneAsync(group, incoming.Id, deadline, cancelled)));
        return [.. told.SelectMany(findings => findings)];
    }

    private Finding[] Ignored(IncomingEvent incoming, string why)
    {
        log.Information("event is not ours", ("event", incoming.Id), ("source", incoming.Source), ("detail-type", incoming.DetailType), ("why", why));
        return [];
    }

    /// <summary>Two failures of one repository would overwrite each other's policy, so the second reads what the first has left.</summary>
    private async Task<IReadOnlyList<Finding>> OneByOneAsync(IEnumerable<PullFailure> ofRepository, string eventId, Deadline deadline, CancellationToken cancelled)
    {
        var findings = new List<Finding>();
        foreach (var failure in ofRepository)
            findings.Add(await RemediateAsync(failure, eventId, deadline, cancelled));
        return findings;
    }

    private async Task<Finding> RemediateAsync(PullFailure failure, string eventId, Deadline deadline, CancellationToken cancelled)
    {
        var facts = await gatherer.GatherAsync(failure, cancelled);
        var verdict = Diagnosis.Of(failure, facts);
        var plan = Plan.For(failure, facts, verdict, rails);
        var outcome = await executor.ExecuteAsync(failure, plan, deadline, cancelled);
        var finding = Finding.Of(failure, facts, verdict, plan, outcome, rails);
        await publisher.PublishAsync(finding, eventId, cancelled);
        return finding;
    }

    private static string RepositoryOf(PullFailure failure) =>
        failure.Image is ImageReference.Ecr image ? image.RepositoryArn : failure.Image.Text;

    private static TimeSpan Later(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;
}
