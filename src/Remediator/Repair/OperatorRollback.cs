using Remediator.Aws;
using Remediator.Core.Facts;
using Remediator.Core.Findings;
using Remediator.Core.Gate;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Language;
using Remediator.Core.Verdicts;
using Remediator.Gather;
using Remediator.State;

namespace Remediator.Repair;

/// <summary>What came of restoring the policy that stood before an incident's last patch.</summary>
public abstract record RollbackResult
{
    private RollbackResult() { }

    /// <param name="Finding">What people are to be notified of.</param>
    /// <param name="Unremembered">Why the incident does not say so; null where it does.</param>
    public sealed record RolledBack(PatchRecord Patch, Finding Finding, Message? Unremembered) : RollbackResult;

    /// <summary>The policy from before stood there already, so nothing was written.</summary>
    /// <param name="Unremembered">Why the incident does not say so; null where it does.</param>
    public sealed record NothingLeft(PatchRecord Patch, Message? Unremembered) : RollbackResult;

    /// <summary>The write was sent, and what stands there now is not known.</summary>
    public sealed record Unsure(Message Why) : RollbackResult;

    /// <summary>The policy is not what was written, so it is someone else's by now.</summary>
    /// <param name="Now">Null where the repository has no policy.</param>
    public sealed record NotOurs(PatchRecord Patch, PolicyDocument? Now) : RollbackResult;

    public sealed record Refused(Message Why) : RollbackResult;
}

/// <summary>
/// Restores, at a person's request, what a patch has replaced: with compare, and only while the policy still is what was written. A person
/// may write more than the function may, so the record is checked as <see cref="Recovery"/> checks it. What is rolled back on evidence,
/// without a person, is in <see cref="PolicyStep.RollBackAsync"/> and <see cref="FailedPulls"/>.
/// </summary>
/// <param name="guardrails">Those of the function: what it may patch is what is rolled back.</param>
public sealed class OperatorRollback(
    AwsAccess aws, IncidentStore memory, CallerIdentity identity, Guardrails guardrails, TimeProvider clock, Log log)
{
    private static readonly TimeSpan s_lockTime = TimeSpan.FromMinutes(2);

    private readonly PolicyWriter _policies = new(aws, clock);
    private readonly RepositoryReads _repositories = new(aws);

    /// <param name="who">Who asks for it; stored as a change by a person, so that it is not patched again at once, and with the change, so
    /// that only a person makes it again.</param>
    /// <exception cref="StoreUnavailableException">The table cannot be read or written, and nothing was changed.</exception>
    public async Task<RollbackResult> RollBackAsync(string key, string who, CancellationToken cancelled)
    {
        if (await memory.IncidentAsync(key, cancelled) is not { } incident)
            return new RollbackResult.Refused(new Message("rollback.no-incident", ("key", key)));
        if (incident.Patch is not { } id || await memory.PatchAsync(id, cancelled) is not ({ } record, _))
            return new RollbackResult.Refused(new Message("rollback.nothing-patched", ("key", key)));
        var (repository, owner) = (record.Patch.Image.RepositoryArn, $"{Guid.NewGuid():N}");
        if (!await memory.LockAsync(repository, owner, clock.GetUtcNow() + s_lockTime, cancelled))
            return new RollbackResult.Refused(new Message("rollback.locked", ("repository", repository)));
        try
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
            // what is sent while the lock holds has time to arrive before it runs out
            using var late = clock.CreateTimer(_ => end.Cancel(), null, s_lockTime / 2, Timeout.InfiniteTimeSpan);
            return await RestoreAsync(incident, id, who, end.Token);
        }
        finally
        {
            await memory.ReleaseAsync(repository, owner, log, CancellationToken.None);
        }
    }

    private async Task<RollbackResult> RestoreAsync(Incident incident, string id, string who, CancellationToken cancelled)
    {
        var key = incident.Key;
        // read again under the lock: its last holder may just have resumed it
        if (await memory.PatchAsync(id, cancelled) is not ({ Patch: var patch } record, var version))
            return new RollbackResult.Refused(new Message("rollback.nothing-patched", ("key", key)));
        if (await WhyNotAsync(record, key, id, cancelled) is { } doubt)
            return new RollbackResult.Refused(doubt);
        var finding = FindingOf(record, incident, who);
        // stored first: an event about the change must find that it was a person's
        await memory.RememberChangeAsync(EcrRepository.Of(patch.Image), new ChangedBy(who, clock.GetUtcNow()), cancelled);
        await memory.RememberPrecedentAsync(patch.Hash, new Precedent(clock.GetUtcNow(), false, who), cancelled);
        switch (await _policies.ReplaceAsync(patch.Image, patch.After, patch.Before, cancelled))
        {
            case PolicyWriter.Result.Failed { MayHaveWritten: true } unsure:
                return new RollbackResult.Unsure(unsure.Why);
            case PolicyWriter.Result.Failed failed:
                return new RollbackResult.Refused(failed.Why);
            case PolicyWriter.Result.AlreadyThere:
                return new RollbackResult.NothingLeft(record,
                    record.Outcome is Outcome.RolledBack ? null : await RememberedAsync(record, version, finding));
            case PolicyWriter.Result.Moved:
                return await _policies.NowAsync(patch.Image, cancelled) is Fact<PolicyDocument?>.Known { Value: var now }
                    ? new RollbackResult.NotOurs(record, now) : new RollbackResult.Refused(new Message("rollback.not-ours"));
        }
        return new RollbackResult.RolledBack(record, finding, await RememberedAsync(record, version, finding));
    }

    private Finding FindingOf(PatchRecord record, Incident incident, string who)
    {
        var facts = PullFacts.NotAsked(new Message("gap.not-read-again"), clock.GetUtcNow()) with { Puller = Fact.Of(record.Puller) };
        var planned = new PlannedCase(new PullCase(record.Failure, facts, new Verdict(incident.Cause, Confidence.Likely, [], [])),
            new Plan.LeaveAlone(new Message("rollback.by-person", ("who", who)), record.Patch, Refused: false));
        var finding = Finding.Of(planned, new GateDecision.Leave(), new Outcome.RolledBack(planned.Plan.Why) { IsByPerson = true },
            guardrails.Mode);
        return finding with { Message = MessageId.Of(finding, incident) };
    }

    /// <summary>
    /// The key, which the person has from a message, names the cluster, the repository and the identity that pulls: a record about others
    /// has another one. So the identity need not be read again, for which a person may lack the rights.
    /// </summary>
    private async Task<Message?> WhyNotAsync(PatchRecord record, string key, string id, CancellationToken cancelled)
    {
        if (record.Id != id || record.Incident != key
            || IncidentKey.Of(record.Failure, record.Puller, RecordCheck.CauseOf(record.Patch)) != key)
            return new Message("record.refused", ("why", new Message("record.other-incident")));
        var image = record.Patch.Image;
        var now = PullFacts.NotAsked(new Message("gap.not-read-again"), clock.GetUtcNow()) with
        {
            Puller = Fact.Of(record.Puller),
            RepositoryTags = await TryRead.FactAsync("ecr:ListTagsForResource", () => _repositories.TagsAsync(image, cancelled), cancelled),
            Self = await identity.RoleAsync(cancelled),
        };
        // neither changes what a rollback may write, and a person's terminal need not have the function's settings
        var settings = guardrails with { Strategy = record.Patch.Strategy, Restart = record.Patch.Restart };
        return RecordCheck.WhyNot(record, now, settings) switch
        {
            Fact<Message?>.Unknown { Why: var gap } => new Message("record.unread", ("why", gap)),
            Fact<Message?>.Known { Value: { } why } => new Message("record.refused", ("why", why)),
            _ => null,
        };
    }

    /// <summary>Why it could not be remembered, or null: the policy is back all the same.</summary>
    private async Task<Message?> RememberedAsync(PatchRecord record, long version, Finding finding)
    {
        try
        {
            var back = record.EndingIn(finding.Outcome, clock.GetUtcNow());
            await memory.SaveAsync(back with { Phase = PatchPhase.Notified }, version, CancellationToken.None);
            await memory.ChangeAsync(record.Incident,
                incident => incident! with
                {
                    Status = Status.RolledBack,
                    IsOpen = false,
                    ClosedAt = clock.GetUtcNow(),
                    Finding = JsonText.Compact(FindingJson.Of(finding)),
                }, CancellationToken.None);
            return null;
        }
        catch (StoreUnavailableException e)
        {
            return e.Why;
        }
    }
}
