using System.Collections.Immutable;

namespace Remediator.Sandbox.Recording;

/// <summary>The calls of all clients and the notifications they published, in order. Safe to use from several threads.</summary>
internal sealed class CallLog
{
    private readonly Lock _lock = new();
    private readonly List<Call> _calls = [];
    private ImmutableList<Notification> _notifications = [];
    private ImmutableList<string> _messages = [];

    public IReadOnlyList<Call> Calls
    {
        get
        {
            lock (_lock)
                return [.. _calls];
        }
    }

    public IReadOnlyList<Notification> Notifications => _notifications;

    /// <summary>Records a call that has no answer yet; the number returned identifies it to <see cref="Close"/>.</summary>
    public int Open(Call call)
    {
        lock (_lock)
        {
            _calls.Add(call);
            return _calls.Count - 1;
        }
    }

    /// <summary>Records the status that a call was answered with.</summary>
    public void Close(int index, int status)
    {
        lock (_lock)
            _calls[index] = _calls[index] with { Status = status };
    }

    /// <summary>The bodies of the messages in the queue.</summary>
    public IReadOnlyList<string> Messages => _messages;

    public void AddMessage(string body) => ImmutableInterlocked.Update(ref _messages, list => list.Add(body));

    public void AddNotification(Notification notification) =>
        ImmutableInterlocked.Update(ref _notifications, list => list.Add(notification));
}
