using Remediator.Core.Incidents;
using Remediator.Core.Plans;

namespace Remediator.Gate;

/// <summary>
/// What the gate decided about cases that wait for the same change. Where it is <see cref="GateDecision.Write"/>, the repository is locked
/// until this is disposed, and all that the write uses up has been claimed.
/// </summary>
/// <param name="Started">The records of the patch, one a case; empty where nothing is written.</param>
public sealed record WritePermit(GateDecision Decision, IReadOnlyList<PatchRecord> Started, RepositoryLock.Lease? Lease) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Lease?.DisposeAsync() ?? ValueTask.CompletedTask;
}
