using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Remediator.Sandbox.Lambda;

/// <summary>The events that wait for the function, the ones it works on, and whether it came up at all.</summary>
internal sealed class LambdaInvocations
{
    private readonly Channel<LambdaInvocation> waiting = Channel.CreateUnbounded<LambdaInvocation>();
    private readonly ConcurrentDictionary<string, LambdaInvocation> open = new();
    private readonly TaskCompletionSource<string> initError = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<string> InitError => initError.Task;

    public LambdaInvocation Add(string payload, TimeSpan remaining)
    {
        var invocation = new LambdaInvocation(payload, DateTimeOffset.UtcNow + remaining);
        open[invocation.RequestId] = invocation;
        waiting.Writer.TryWrite(invocation);
        if (initError.Task.IsCompletedSuccessfully)
            End(invocation.RequestId, LambdaResult.Error.Of(initError.Task.Result));
        return invocation;
    }

    public ValueTask<LambdaInvocation> NextAsync(CancellationToken cancellationToken) => waiting.Reader.ReadAsync(cancellationToken);

    /// <summary><c>false</c>: there is no such invocation, or it has been answered.</summary>
    public bool End(string requestId, LambdaResult result) => open.TryRemove(requestId, out var invocation) && invocation.Outcome.TrySetResult(result);

    /// <summary>A function that did not come up answers every invocation with the reason.</summary>
    public void FailInit(string body)
    {
        initError.TrySetResult(body);
        foreach (var requestId in open.Keys)
            End(requestId, LambdaResult.Error.Of(body));
    }
}

internal sealed record LambdaInvocation(string Payload, DateTimeOffset Deadline)
{
    public string RequestId { get; } = Guid.NewGuid().ToString();

    /// <summary>https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader</summary>
    public string TraceId { get; } = $"Root=1-{DateTimeOffset.UtcNow.ToUnixTimeSeconds():x8}-{Guid.NewGuid().ToString("N")[..24]};Sampled=0";

    public TaskCompletionSource<LambdaResult> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
