using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Bootstrap;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>
/// The loop of a custom runtime: next event, handler, answer. See https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html.
/// </summary>
public class LambdaBootstrap : IDisposable
{
    private readonly Func<Stream, ILambdaContext, Task<Stream>> handler;
    private readonly LambdaBootstrapInitializer? initializer;
    private readonly RuntimeApi api;
    private readonly HttpClient? ownHttpClient;

    internal LambdaBootstrap(
        Func<Stream, ILambdaContext, Task<Stream>> handler, LambdaBootstrapInitializer? initializer, HttpClient? httpClient, LambdaBootstrapOptions options)
    {
        this.handler = handler;
        this.initializer = initializer;
        ownHttpClient = httpClient is null ? RuntimeApi.NewHttpClient() : null;
        api = new RuntimeApi(httpClient ?? ownHttpClient!, options.RuntimeApiEndpoint ?? RuntimeEnvironment.RuntimeApiEndpoint);
    }

    /// <summary>Polls for events until cancelled. An exception here, not in the handler, is meant to end the process: Lambda starts another.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        RuntimeEnvironment.LimitHeap();
        var raw = Console.Out;
        await using var console = new WrappedConsole(raw);
        Console.SetOut(console);
        try
        {
            await PollAsync(console, cancellationToken);
        }
        finally
        {
            Console.SetOut(raw);
        }
    }

    private async Task PollAsync(WrappedConsole console, CancellationToken cancellationToken)
    {
        if (!await InitializeAsync())
            return;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await InvokeOnceAsync(console, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    public void Dispose()
    {
        ownHttpClient?.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task<bool> InitializeAsync()
    {
        try
        {
            return initializer is null || await initializer();
        }
        catch (Exception failure)
        {
            await api.ReportInitErrorAsync(failure);
            throw;
        }
    }

    private async Task InvokeOnceAsync(WrappedConsole console, CancellationToken cancellationToken)
    {
        var invocation = await api.NextAsync(cancellationToken);
        RuntimeEnvironment.TraceId = invocation.TraceId;
        console.RequestId = invocation.RequestId;
        var log = console.Log;
        LambdaLogger.Current = log;
        Stream answer;
        try
        {
            answer = await handler(invocation.Event, new LambdaContext(invocation, log));
        }
        catch (Exception failure)
        {
            log.Failed(failure);
            await api.ReportErrorAsync(invocation, failure);
            return;
        }
        await using (answer)
            await api.RespondAsync(invocation, answer);
    }
}
