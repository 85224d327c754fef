using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Remediator.Sandbox.Hosting;

/// <summary>Answers one request; the token is cancelled when the world stops.</summary>
internal delegate Task RequestHandler(HttpContext context, CancellationToken stopping);

/// <summary>The HTTP server of a world: one port for AWS, and one with TLS for each cluster.</summary>
internal static class WorldServer
{
    public static WebApplication Build(IPAddress address, RequestHandler aws, int port, RequestHandler[] clusters,
        X509Certificate2 certificate, CancellationToken stopping)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(address, port, listen => listen.Use(next => Route(next, aws)));
            foreach (var cluster in clusters)
                kestrel.Listen(address, 0, listen =>
                {
                    listen.UseHttps(certificate);
                    listen.Use(next => Route(next, cluster));
                });
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(200));
        var server = builder.Build();
        server.Run(context => context.Features.Get<RequestHandler>()!(context, stopping));
        return server;
    }

    // the connection remembers which handler its port belongs to
    private static ConnectionDelegate Route(ConnectionDelegate next, RequestHandler answer) => connection =>
    {
        connection.Features.Set(answer);
        return next(connection);
    };
}
