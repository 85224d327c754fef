using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Remediator.Sandbox.Lambda;

/// <summary>Events that wait for the function, events it is handling, and its init error if it failed to start.</summary>
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

    /// <summary>False if there is no such invocation, or it was answered already.</summary>
    public bool End(string requestId, LambdaResult result) =>
        open.TryRemove(requestId, out var invocation) && invocation.Outcome.TrySetResult(result);

    /// <summary>Ends every invocation, present and later, with the function's init error.</summary>
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
    public string TraceId { get; } =
        $"Root=1-{DateTimeOffset.UtcNow.ToUnixTimeSeconds():x8}-{Guid.NewGuid().ToString("N")[..24]};Sampled=0";

    public TaskCompletionSource<LambdaResult> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
