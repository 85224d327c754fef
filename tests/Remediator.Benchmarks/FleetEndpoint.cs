using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Remediator.Sandbox;

namespace Remediator.Benchmarks;

/// <summary>
/// One AWS endpoint for worlds that are each an account. Its STS gives a role of each account, with the account as the session token, by
/// which a call finds its world; a call without one is for the first world.
/// </summary>
internal sealed class FleetEndpoint : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
    private readonly World[] _worlds;
    private readonly Dictionary<string, World> _byAccount;
    private int _rolesAssumed;

    private FleetEndpoint(World[] worlds)
    {
        (_worlds, _byAccount) = (worlds, worlds.ToDictionary(world => world.Scenario.Account));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.Run(AnswerAsync);
    }

    public string Url { get; private set; } = "";

    public int RolesAssumed => _rolesAssumed;

    public static async Task<FleetEndpoint> StartAsync(World[] worlds)
    {
        var endpoint = new FleetEndpoint(worlds);
        await endpoint._server.StartAsync();
        endpoint.Url = endpoint._server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _http.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var form = System.Text.Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
        if (form.Contains("Action=AssumeRole&", StringComparison.Ordinal))
            await AssumeRoleAsync(context.Response, form);
        else
            await ForwardAsync(context, body.ToArray());
    }

    private async Task AssumeRoleAsync(HttpResponse response, string form)
    {
        Interlocked.Increment(ref _rolesAssumed);
        var role = form.Split('&').Select(pair => pair.Split('=', 2)).Single(pair => pair[0] == "RoleArn")[1];
        var account = Uri.UnescapeDataString(role).Split(':')[4];
        var keys = _byAccount[account].Environment;
        response.ContentType = "text/xml";
        await response.WriteAsync($"""
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
            <AccessKeyId>{keys["AWS_ACCESS_KEY_ID"]}</AccessKeyId><SecretAccessKey>{keys["AWS_SECRET_ACCESS_KEY"]}</SecretAccessKey>
            <SessionToken>{account}</SessionToken><Expiration>{DateTime.UtcNow.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}</Expiration>
            </Credentials></AssumeRoleResult></AssumeRoleResponse>
            """);
    }

    private async Task ForwardAsync(HttpContext context, byte[] body)
    {
        var world = context.Request.Headers["X-Amz-Security-Token"].ToString() is { Length: > 0 } account
            ? _byAccount[account] : _worlds[0];
        // the path as it came, since it is signed
        var target = new Uri(world.AwsEndpoint.GetLeftPart(UriPartial.Authority) + context.Features.Get<IHttpRequestFeature>()!.RawTarget,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), target);
        if (body.Length > 0)
            request.Content = new ByteArrayContent(body);
        foreach (var (name, values) in context.Request.Headers)
            if (name is not ("Connection" or "Content-Length" or "Transfer-Encoding")
                && !request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        using var answer = await _http.SendAsync(request);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
            if (name is not ("Transfer-Encoding" or "Connection"))
                context.Response.Headers[name] = values.ToArray();
        await answer.Content.CopyToAsync(context.Response.Body);
    }
}
