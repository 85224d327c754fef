using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Remediator.Sandbox.Lambda;

/// <summary>
/// The Lambda Runtime API (version 2018-06-01) on loopback, for one function that polls it:
/// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html.
/// </summary>
public sealed class LambdaRuntimeApi : IAsyncDisposable
{
    /// <summary>https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html</summary>
    private const int MaxResponseBytes = 6 * 1024 * 1024;

    private readonly LambdaInvocations _invocations = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly WebApplication _server;

    private LambdaRuntimeApi(WebApplication server) => _server = server;

    /// <summary>Host and port, the value of <c>AWS_LAMBDA_RUNTIME_API</c>.</summary>
    public string Address => new Uri(_server.Urls.Single()).Authority;

    public static async Task<LambdaRuntimeApi> StartAsync(CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        var api = new LambdaRuntimeApi(builder.Build());
        api.MapRoutes();
        await api._server.StartAsync(cancellationToken);
        return api;
    }

    /// <summary>
    /// Hands one event to the function and waits for its answer; <paramref name="remaining"/> is sent as the deadline but not enforced.
    /// </summary>
    public Task<LambdaResult> InvokeAsync(string payload, TimeSpan remaining, CancellationToken cancellationToken = default) =>
        _invocations.Add(payload, remaining).Outcome.Task.WaitAsync(cancellationToken);

    /// <summary>Waits until the function reports that it could not start; the report's text.</summary>
    public Task<string> InitErrorAsync(CancellationToken cancellationToken = default) =>
        _invocations.InitError.WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _server.DisposeAsync();
        _stopping.Dispose();
    }

    private void MapRoutes()
    {
        _server.MapGet("/2018-06-01/runtime/invocation/next", NextAsync);
        _server.MapPost("/2018-06-01/runtime/invocation/{requestId}/response", RespondAsync);
        _server.MapPost("/2018-06-01/runtime/invocation/{requestId}/error", ReportErrorAsync);
        _server.MapPost("/2018-06-01/runtime/init/error", ReportInitErrorAsync);
    }

    private async Task NextAsync(HttpContext http)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _stopping.Token);
        LambdaInvocation invocation;
        try
        {
            invocation = await _invocations.NextAsync(leaving.Token);
        }
        catch (OperationCanceledException)
        {
            http.Abort();
            return;
        }
        var headers = http.Response.Headers;
        headers["Lambda-Runtime-Aws-Request-Id"] = invocation.RequestId;
        headers["Lambda-Runtime-Deadline-Ms"] = invocation.Deadline.ToUnixTimeMilliseconds().ToString();
        headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:us-west-2:111122223333:function:remediator";
        headers["Lambda-Runtime-Trace-Id"] = invocation.TraceId;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(invocation.Payload, http.RequestAborted);
    }

    private async Task<IResult> RespondAsync(string requestId, HttpRequest request)
    {
        var body = await TextOfAsync(request);
        return System.Text.Encoding.UTF8.GetByteCount(body) > MaxResponseBytes
            ? Refusal(StatusCodes.Status413PayloadTooLarge, "RequestEntityTooLarge", $"response of more than {MaxResponseBytes} bytes")
            : Accept(requestId, new LambdaResult.Response(body));
    }

    private async Task<IResult> ReportErrorAsync(string requestId, HttpRequest request) =>
        Accept(requestId, LambdaResult.Error.Of(await TextOfAsync(request)));

    private async Task<IResult> ReportInitErrorAsync(HttpRequest request)
    {
        _invocations.FailInit(await TextOfAsync(request));
        return Accepted;
    }

    private IResult Accept(string requestId, LambdaResult result) => _invocations.End(requestId, result)
        ? Accepted
        : Refusal(StatusCodes.Status403Forbidden, "InvalidRequestID", $"no open invocation '{requestId}'");

    private static IResult Accepted => Results.Text("""{"status":"OK"}""", "application/json", statusCode: StatusCodes.Status202Accepted);

    private static IResult Refusal(int status, string type, string message) =>
        Results.Text($$"""{"errorType":"{{type}}","errorMessage":"{{message}}"}""", "application/json", statusCode: status);

    private static async Task<string> TextOfAsync(HttpRequest request) => await new StreamReader(request.Body).ReadToEndAsync();
}
