namespace Remediator.Kubernetes;

/// <summary>
/// How far the API server's clock is ahead of ours, by the <c>Date</c> of its latest answer. Times of objects and events are that
/// cluster's, so they are compared with a time of ours only after it was put forward by this much.
/// </summary>
internal sealed class ServerClock(TimeProvider clock) : DelegatingHandler
{
    private long _ahead;

    /// <summary>Zero until an answer has said otherwise. <c>Date</c> has whole seconds.</summary>
    public TimeSpan Ahead => TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.Headers.Date is { } date)
            Interlocked.Exchange(ref _ahead, (date - clock.GetUtcNow()).Ticks);
        return response;
    }
}

/// <summary>A client of one cluster, which knows its clock and asks it for a bounded number of things at once.</summary>
/// <param name="waiting">By which it is measured how long a list is waited for.</param>
internal sealed class ClusterClient(k8s.KubernetesClientConfiguration config, ServerClock clock, TimeProvider waiting)
    : k8s.Kubernetes(config, clock)
{
    /// <summary>How many calls to one API server are under way at the same time, whatever is read for whom.</summary>
    private const int CallsAtOnce = 16;

    private readonly SemaphoreSlim _turns = new(CallsAtOnce);

    public TimeSpan ClockAhead => clock.Ahead;

    public TimeProvider Waiting => waiting;

    /// <summary>Makes a call, streams included, when there is room for it. A call must not wait for another.</summary>
    public async Task<T> InTurnAsync<T>(Func<Task<T>> call, CancellationToken cancelled)
    {
        await _turns.WaitAsync(cancelled);
        try
        {
            return await call();
        }
        finally
        {
            _turns.Release();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _turns.Dispose();
        base.Dispose(disposing);
    }
}
