using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Remediator.Sandbox.Lambda;

/// <summary>Events that wait for the function, events it is handling, and its init error if it failed to start.</summary>
internal sealed class LambdaInvocations
{
    private readonly Channel<LambdaInvocation> _waiting = Channel.CreateUnbounded<LambdaInvocation>();
    private readonly ConcurrentDictionary<string, LambdaInvocation> _open = new();
    private readonly TaskCompletionSource<string> _initError = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<string> InitError => _initError.Task;

    public LambdaInvocation Add(string payload, TimeSpan remaining)
    {
        var invocation = new LambdaInvocation(payload, DateTimeOffset.UtcNow + remaining);
        _open[invocation.RequestId] = invocation;
        _waiting.Writer.TryWrite(invocation);
        if (_initError.Task.IsCompletedSuccessfully)
            End(invocation.RequestId, LambdaResult.Error.Of(_initError.Task.Result));
        return invocation;
    }

    public ValueTask<LambdaInvocation> NextAsync(CancellationToken cancellationToken) => _waiting.Reader.ReadAsync(cancellationToken);

    /// <summary>False if there is no such invocation, or it was answered already.</summary>
    public bool End(string requestId, LambdaResult result) =>
        _open.TryRemove(requestId, out var invocation) && invocation.Outcome.TrySetResult(result);

    /// <summary>Ends every invocation, present and later, with the function's init error.</summary>
    public void FailInit(string body)
    {
        _initError.TrySetResult(body);
        foreach (var requestId in _open.Keys)
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
