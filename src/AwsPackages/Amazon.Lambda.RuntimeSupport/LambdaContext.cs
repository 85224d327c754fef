using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>A mobile client's context and identity are never filled: nothing that calls this function has them.</summary>
internal sealed class LambdaContext(Invocation invocation, ILambdaLogger log) : ILambdaContext
{
    public string AwsRequestId => invocation.RequestId;

    public IClientContext? ClientContext => null;

    public string? FunctionName => RuntimeEnvironment.FunctionName;

    public string? FunctionVersion => RuntimeEnvironment.FunctionVersion;

    public ICognitoIdentity? Identity => null;

    public string? InvokedFunctionArn => invocation.FunctionArn;

    public ILambdaLogger Logger => log;

    public string? LogGroupName => RuntimeEnvironment.LogGroupName;

    public string? LogStreamName => RuntimeEnvironment.LogStreamName;

    public int MemoryLimitInMB => RuntimeEnvironment.MemoryMegabytes;

    public TimeSpan RemainingTime => invocation.Deadline - DateTimeOffset.UtcNow;

    public string TenantId => invocation.TenantId ?? "";

    public string TraceId => invocation.TraceId ?? "";
}
