using System.Collections.Immutable;
using Remediator.Sandbox.Faults;

namespace Remediator.Sandbox.Recording;

/// <summary>What clients did and what was ordered to go wrong for them.</summary>
internal sealed class CallLog
{
    private readonly Lock _lock = new();
    private readonly List<Call> _calls = [];
    private readonly List<(Fault Fault, int[] Seen)> _faults = [];
    private int _asked;
    private int _cut = int.MaxValue;
    private ImmutableList<Notification> _notifications = [];

    public IReadOnlyList<Call> Calls
    {
        get { lock (_lock) return [.. _calls]; }
    }

    public IReadOnlyList<Notification> Notifications => _notifications;

    public int Open(Call call)
    {
        lock (_lock)
        {
            _calls.Add(call);
            return _calls.Count - 1;
        }
    }

    public void Close(int index, int status)
    {
        lock (_lock) _calls[index] = _calls[index] with { Status = status };
    }

    public void InjectFault(Fault fault)
    {
        lock (_lock) _faults.Add((fault, [0]));
    }

    /// <summary>From the given call on, counted from 0, none is answered; null answers again those to come.</summary>
    public void HangFrom(int? from)
    {
        lock (_lock) _cut = from ?? int.MaxValue;
    }

    public FaultKind? NextFault(string service, string operation)
    {
        lock (_lock)
        {
            if (_asked++ >= _cut) return FaultKind.Timeout;
            foreach (var (fault, seen) in _faults)
            {
                if (fault.Service != service || fault.Operation != operation && fault.Operation != "*") continue;
                var turn = seen[0]++ - fault.After;
                if (turn >= 0 && turn < fault.Times) return fault.Kind;
            }
            return null;
        }
    }

    public void AddNotification(Notification notification) => ImmutableInterlocked.Update(ref _notifications, list => list.Add(notification));
}
