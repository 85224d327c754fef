using Amazon.Lambda.Core;

namespace Remediator.Cli.Hosting;

/// <summary>The invocation context of a handler that runs in this process.</summary>
/// <param name="alias">The alias that the function is invoked by; null for none.</param>
public sealed class LocalContext(TimeSpan remaining, string region, string account, ILambdaLogger logger,
    string? alias = null) : ILambdaContext
{
    public string AwsRequestId { get; } = Guid.NewGuid().ToString();
    public IClientContext ClientContext => null!;
    public string FunctionName => "remediator";
    public string FunctionVersion => "$LATEST";
    public ICognitoIdentity Identity => null!;
    public string InvokedFunctionArn => $"arn:aws:lambda:{region}:{account}:function:{FunctionName}{(alias is null ? "" : $":{alias}")}";
    public ILambdaLogger Logger => logger;
    public string LogGroupName => $"/aws/lambda/{FunctionName}";
    public string LogStreamName => AwsRequestId;
    public int MemoryLimitInMB => 512;
    public TimeSpan RemainingTime => remaining;
}

/// <summary>Passes each log line on.</summary>
internal sealed class LineLogger(Action<string> write) : ILambdaLogger
{
    public void Log(string message) => write(message);

    public void LogLine(string message) => write(message);
}
