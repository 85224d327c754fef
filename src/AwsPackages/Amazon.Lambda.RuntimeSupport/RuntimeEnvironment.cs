namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The variables that Lambda sets, see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html.</summary>
internal static class RuntimeEnvironment
{
    public static string RuntimeApiEndpoint => Read("AWS_LAMBDA_RUNTIME_API")
        ?? throw new InvalidOperationException("AWS_LAMBDA_RUNTIME_API is not set: it is the host and port of the Lambda Runtime API");

    public static string? FunctionName => Read("AWS_LAMBDA_FUNCTION_NAME");

    public static string? FunctionVersion => Read("AWS_LAMBDA_FUNCTION_VERSION");

    public static string? LogGroupName => Read("AWS_LAMBDA_LOG_GROUP_NAME");

    public static string? LogStreamName => Read("AWS_LAMBDA_LOG_STREAM_NAME");

    public static int MemoryMegabytes => int.TryParse(Read("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), out var megabytes) ? megabytes : 0;

    public static bool LogsJson => string.Equals(Read("AWS_LAMBDA_LOG_FORMAT"), "JSON", StringComparison.OrdinalIgnoreCase);

    public static string? LogLevel => Read("AWS_LAMBDA_LOG_LEVEL");

    /// <summary>The AWS SDK reads this variable to tie its calls to the trace.</summary>
    public static string? TraceId
    {
        set => Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", value);
    }

    /// <summary>The collector otherwise sizes itself by the host, which is larger than the function's share.</summary>
    public static void LimitHeap()
    {
        if (MemoryMegabytes is 0)
            return;
        AppContext.SetData("GCHeapHardLimit", (ulong)MemoryMegabytes * 1024 * 1024);
        GC.RefreshMemoryLimit();
    }

    private static string? Read(string name) => Environment.GetEnvironmentVariable(name);
}
