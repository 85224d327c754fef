using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Remediator.Tests.AwsPackages;

/// <summary>
/// A server that keeps every request as it stood on the wire and returns the configured responses in order, the last one forever.
/// </summary>
internal sealed class Recorder : IAsyncDisposable
{
    private readonly ConcurrentQueue<Sent> _requests = new();
    private readonly WebApplication _server;

    private Recorder(WebApplication server) => _server = server;

    public IReadOnlyList<Sent> Requests => [.. _requests];

    public string Url => _server.Urls.Single();

    public static async Task<Recorder> StartAsync(params Answer[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var recorder = new Recorder(builder.Build());
        var left = new Queue<Answer>(answers);
        recorder._server.Run(async http =>
        {
            recorder._requests.Enqueue(await Sent.OfAsync(http));
            var answer = left.Count > 1 ? left.Dequeue() : left.Peek();
            http.Response.StatusCode = answer.Status;
            http.Response.ContentType = answer.ContentType;
            http.Response.Headers["x-amzn-RequestId"] = "11111111-2222-3333-4444-555555555555";
            await http.Response.WriteAsync(answer.Body);
        });
        await recorder._server.StartAsync(TestContext.Current.CancellationToken);
        return recorder;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

internal sealed record Answer(int Status, string Body, string ContentType = "application/x-amz-json-1.1")
{
    public static Answer Json(string body) => new(200, body);

    public static Answer Error(int status, string type) => new(status, $$"""{"__type":"{{type}}","message":"no"}""");

    public static Answer Xml(string body) => new(200, body, "text/xml");
}

/// <summary>One request: target and body exactly as sent.</summary>
internal sealed record Sent(string Method, string Target, Dictionary<string, string> Headers, byte[] Body)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Body);

    public static async Task<Sent> OfAsync(HttpContext http)
    {
        var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        return new(
            http.Request.Method,
            http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()),
            body.ToArray());
    }
}
