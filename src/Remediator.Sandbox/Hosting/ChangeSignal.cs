namespace Remediator.Sandbox.Hosting;

/// <summary>Completes a task at the next change. Raising it is cheap while nobody waits.</summary>
internal sealed class ChangeSignal
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _next;

    public Task Next
    {
        get
        {
            lock (_lock)
                return (_next ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    public void Raise()
    {
        lock (_lock)
        {
            _next?.TrySetResult();
            _next = null;
        }
    }
}
