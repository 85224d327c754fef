using System.Runtime.ExceptionServices;
using Remediator.Core.Findings;

namespace Remediator.Runtime;

/// <summary>
/// How far the chain has come for some clusters. What fails on the way keeps nothing else from its end: it is thrown when all of it is
/// done, so that the event is delivered again.
/// </summary>
public sealed class Progress
{
    private readonly Lock _key = new();
    private readonly List<Step> _steps = [];
    private List<PullFailure> _deferred = [];

    /// <summary>What has been found so far, whatever failed, in the order in which the steps began.</summary>
    public IReadOnlyList<Finding> FoundSoFar
    {
        get
        {
            lock (_key)
                return [.. _steps.SelectMany(step => step.Findings ?? [])];
        }
    }

    /// <summary>Throws what failed first, if anything did.</summary>
    public void ThrowIfFailed()
    {
        lock (_key)
            _steps.FirstOrDefault(step => step.Failure is not null)?.Failure!.Throw();
    }

    /// <returns>Null where the step failed.</returns>
    public async Task<IReadOnlyList<Finding>?> TryAsync(Func<Task<IReadOnlyList<Finding>>> act)
    {
        var step = new Step();
        lock (_key)
            _steps.Add(step);
        try
        {
            return step.Findings = await act();
        }
        // thrown again by ThrowIfFailed
        catch (Exception e)
        {
            step.Failure = ExceptionDispatchInfo.Capture(e);
            return null;
        }
    }

    /// <summary>Notes what has failed and is to be thrown at the end.</summary>
    public void Fail(Exception failure)
    {
        lock (_key)
            _steps.Add(new Step { Failure = ExceptionDispatchInfo.Capture(failure) });
    }

    /// <summary>Keeps failures for another round of the chain.</summary>
    public void Defer(IEnumerable<PullFailure> failures)
    {
        lock (_key)
            _deferred.AddRange(failures);
    }

    public IReadOnlyList<PullFailure> TakeDeferred()
    {
        lock (_key)
        {
            var taken = _deferred;
            _deferred = [];
            return Spread.Over(taken);
        }
    }

    private sealed class Step
    {
        public IReadOnlyList<Finding>? Findings { get; set; }

        public ExceptionDispatchInfo? Failure { get; set; }
    }
}
