using Amazon.Lambda.Core;

namespace Remediator.Cli.Hosting;

/// <summary>What Lambda tells a handler of its invocation, for a handler that runs in this process.</summary>
/// <param name="alias">The alias of the function that is invoked; null for none.</param>
public sealed class LocalContext(TimeSpan remaining, string region, string account, ILambdaLogger logger, string? alias = null) : ILambdaContext
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
