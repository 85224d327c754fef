namespace Remediator.Sandbox.Faults;

/// <summary>Decides for each call whether it gets its proper answer. Safe to use from several threads.</summary>
internal sealed class FaultInjector
{
    private readonly Lock _lock = new();
    private readonly List<(Fault Fault, Random Chance, int[] Seen)> _faults = [];
    private int _calls;
    private int _hangFrom = int.MaxValue;

    public void Add(Fault fault)
    {
        lock (_lock)
            _faults.Add((fault, new Random(fault.Seed), [0]));
    }

    /// <summary>From this call on, counted from 0, no call gets an answer; null answers later calls again.</summary>
    public void HangFrom(int? call)
    {
        lock (_lock)
            _hangFrom = call ?? int.MaxValue;
    }

    /// <summary>Counts one call; returns the fault that it meets, or null.</summary>
    public FaultKind? Next(string service, string operation)
    {
        lock (_lock)
        {
            if (_calls++ >= _hangFrom)
                return FaultKind.Timeout;
            foreach (var (fault, chance, seen) in _faults)
            {
                if (fault.Service != service || fault.Operation != operation && fault.Operation != "*")
                    continue;
                var turn = seen[0]++ - fault.After;
                if (turn >= 0 && turn < fault.Times && (fault.Share >= 1 || chance.NextDouble() < fault.Share))
                    return fault.Kind;
            }
            return null;
        }
    }
}
