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
