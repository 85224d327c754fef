using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Remediator.Tests.Kubernetes;

/// <summary>An API server, over real HTTP, whose one answer arrives in the pieces that a test hands over.</summary>
internal sealed class SlowApiServer : IDisposable
{
    private readonly HttpListener _http = new();
    private readonly Channel<string> _pieces = Channel.CreateUnbounded<string>();
    private readonly string _kubeconfig = Path.GetTempFileName();

    public SlowApiServer()
    {
        using var any = new TcpListener(IPAddress.Loopback, 0);
        any.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)any.LocalEndpoint).Port}/";
        any.Stop();
        _http.Prefixes.Add(url);
        _http.Start();
        File.WriteAllText(_kubeconfig, $$"""
            apiVersion: v1
            kind: Config
            current-context: slow
            clusters: [ { name: slow, cluster: { server: "{{url.TrimEnd('/')}}" } } ]
            users: [ { name: slow, user: { token: none } } ]
            contexts: [ { name: slow, context: { cluster: slow, user: slow } } ]
            """);
        _ = AnswerAsync();
    }

    public string Kubeconfig => _kubeconfig;

    public void Send(string piece) => _pieces.Writer.TryWrite(piece);

    public void End() => _pieces.Writer.Complete();

    public void Dispose()
    {
        _http.Close();
        File.Delete(_kubeconfig);
    }

    private async Task AnswerAsync()
    {
        try
        {
            var context = await _http.GetContextAsync();
            context.Response.ContentType = "application/json";
            context.Response.SendChunked = true;
            await foreach (var piece in _pieces.Reader.ReadAllAsync())
            {
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(piece));
                await context.Response.OutputStream.FlushAsync();
            }
            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
        {
            // the client, or the test, has had enough
        }
    }
}
