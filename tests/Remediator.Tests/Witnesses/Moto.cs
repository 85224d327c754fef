using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Xml.Linq;
using Remediator.Tests.AwsPackages;
using Remediator.Tests.Witnesses;

[assembly: AssemblyFixture(typeof(Moto))]

namespace Remediator.Tests.Witnesses;

/// <summary>
/// moto, an AWS on loopback that nobody here wrote. It starts with the first test that asks for it; all tests share its
/// state, so each names its own resources. Its account is 123456789012, and it verifies no signatures.
/// </summary>
public sealed class Moto : IAsyncDisposable
{
    public const string Region = "us-west-2";

    private readonly Lazy<Task<Process?>> _server;
    private readonly Uri _url = new($"http://127.0.0.1:{FreePort()}");
    private readonly HttpClient _http = new();

    public Moto() => _server = new(StartAsync);

    /// <summary>The endpoint of every service; skips the test where moto is not installed.</summary>
    public async Task<Uri> UrlAsync()
    {
        Assert.SkipWhen(await _server.Value is null, "no moto_server on the PATH: pip install 'moto[server]'");
        return _url;
    }

    /// <summary>Calls an operation of the JSON 1.1 protocol, to set the scene; the body as it came.</summary>
    /// <param name="key">An access key of the account to set it in.</param>
    public Task<string> JsonAsync(string service, string target, string json, string key = Clients.AccessKey) =>
        SendAsync(service, HttpMethod.Post, "/", new StringContent(json, Encoding.UTF8, "application/x-amz-json-1.1"), key, target);

    /// <summary>Calls an operation of the query protocol (IAM, SNS, EC2), to set the scene.</summary>
    public Task<string> FormAsync(string service, string action, params (string Name, string Value)[] fields) =>
        FormAsync(Clients.AccessKey, service, action, fields);

    /// <summary>As above, in the account of an access key.</summary>
    public Task<string> FormAsync(string key, string service, string action, (string Name, string Value)[] fields) =>
        SendAsync(service, HttpMethod.Post, "/", new FormUrlEncodedContent(
            fields.Select(field => KeyValuePair.Create(field.Name, field.Value)).Prepend(new("Action", action))), key);

    /// <summary>Makes something in EC2; the id that it was given.</summary>
    public async Task<string> NewAsync(string action, string id, params (string Name, string Value)[] fields) =>
        XElement.Parse(await FormAsync("ec2", action, fields)).Descendants().First(element => element.Name.LocalName == id).Value;

    /// <summary>Calls an operation of a REST service (EKS), to set the scene.</summary>
    public Task<string> RestAsync(string service, HttpMethod method, string path, string json, string key = Clients.AccessKey) =>
        SendAsync(service, method, path, new StringContent(json, Encoding.UTF8, "application/json"), key);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_server.IsValueCreated || await _server.Value is not { } process)
            return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task<string> SendAsync(string service, HttpMethod method, string path, HttpContent body, string key,
        string? target = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(await UrlAsync(), path)) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "AWS4-HMAC-SHA256", $"Credential={key}/20260101/{Region}/{service}/aws4_request, SignedHeaders=host, Signature=0");
        if (target is not null)
            request.Headers.Add("X-Amz-Target", target);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return response.IsSuccessStatusCode ? text : throw new HttpRequestException($"moto answered {(int)response.StatusCode}: {text}");
    }

    private async Task<Process?> StartAsync()
    {
        var start = new ProcessStartInfo("moto_server", ["-H", "127.0.0.1", "-p", _url.Port.ToString()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true" },
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await ReadyAsync(process);
        return process;
    }

    private async Task ReadyAsync(Process process)
    {
        var waited = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            if (process.HasExited || waited.Elapsed > TimeSpan.FromSeconds(60))
                throw new InvalidOperationException($"moto_server did not come up at {_url}");
            await Task.Delay(50);
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(_url, "/moto-api/"));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
