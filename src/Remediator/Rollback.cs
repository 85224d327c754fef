using Remediator.Aws;
using Remediator.Core;
using Remediator.Core.Policies;
using Remediator.Memory;

namespace Remediator;

/// <summary>What came of putting the policy back that stood before an incident's last patch.</summary>
public abstract record RollbackResult
{
    private RollbackResult() { }

    public sealed record PutBack(PatchRecord Patch) : RollbackResult;

    /// <summary>The policy is not what was written, so it is someone else's by now.</summary>
    /// <param name="Now">Null where the repository has no policy.</param>
    public sealed record NotOurs(PatchRecord Patch, PolicyDocument? Now) : RollbackResult;

    public sealed record Refused(string Why) : RollbackResult;
}

/// <summary>Puts back, on a person's word, what a patch has replaced: with compare, and only while the policy still is what was written.</summary>
public sealed class Rollback(AwsAccess aws, IncidentMemory memory, TimeProvider clock)
{
    private static readonly TimeSpan LockTime = TimeSpan.FromMinutes(2);

    private readonly PolicyWrites policies = new(aws, clock);

    /// <param name="who">Who asks for it; remembered as a change by hand, so that it is not patched away again at once.</param>
    /// <exception cref="MemoryUnavailableException">The table cannot be read or written.</exception>
    public async Task<RollbackResult> OfAsync(string key, string who, CancellationToken cancelled)
    {
        if (await memory.IncidentAsync(key, cancelled) is not { } incident)
            return new RollbackResult.Refused($"there is no incident \"{key}\"");
        if (incident.Patch is not { } id || await memory.PatchAsync(id, cancelled) is not ({ } record, _))
            return new RollbackResult.Refused($"nothing was patched for incident \"{key}\"");
        var (repository, owner) = (record.Patch.Image.RepositoryArn, $"{Guid.NewGuid():N}");
        if (!await memory.LockAsync(repository, owner, clock.GetUtcNow() + LockTime, cancelled))
            return new RollbackResult.Refused($"the function works on {repository} at this moment: try again in a few minutes");
        try
        {
            return await PutBackAsync(record, who, cancelled);
        }
        finally
        {
            await memory.UnlockAsync(repository, owner, CancellationToken.None);
        }
    }

    private async Task<RollbackResult> PutBackAsync(PatchRecord record, string who, CancellationToken cancelled)
    {
        var patch = record.Patch;
        // remembered first: whoever is told of the change must find that it was a person's
        await memory.RememberChangeAsync(EcrRepository.Of(patch.Image), new ChangedBy(who, clock.GetUtcNow()), cancelled);
        switch (await policies.ReplaceAsync(patch.Image, patch.After, patch.Before, cancelled))
        {
            case PolicyWrites.Result.Failed failed:
                return new RollbackResult.Refused(failed.Why);
            case PolicyWrites.Result.Moved:
                return await policies.NowAsync(patch.Image, cancelled) is Fact<PolicyDocument?>.Known { Value: var now }
                    ? new RollbackResult.NotOurs(record, now) : new RollbackResult.Refused("the policy is not what was written, and could not be read again");
        }
        await memory.ChangeAsync(record.Incident, incident => incident! with { Status = Status.RolledBack, IsOpen = false }, cancelled);
        return new RollbackResult.PutBack(record);
    }
}
