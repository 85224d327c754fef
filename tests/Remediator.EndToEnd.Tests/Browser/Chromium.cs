using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace Remediator.EndToEnd.Tests.Browser;

/// <summary>Headless Chromium, spoken to over its DevTools protocol: https://chromedevtools.github.io/devtools-protocol/</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly Process process;
    private readonly string profile;
    private readonly ClientWebSocket socket = new();
    private readonly List<JsonNode> events = [];
    private int calls;

    private Chromium(Process process, string profile) => (this.process, this.profile) = (process, profile);

    /// <summary>What the page asked for, the page itself first.</summary>
    public IReadOnlyList<string> Requests => [.. Events("Network.requestWillBeSent").Select(one => (string)one["request"]!["url"]!)];

    /// <summary>What a developer would see in red.</summary>
    public IReadOnlyList<string> Complaints =>
        [.. Events("Log.entryAdded").Select(one => (string)one["entry"]!["text"]!), .. Events("Runtime.exceptionThrown").Select(one => one.ToJsonString()), .. Events("Runtime.consoleAPICalled").Select(one => one.ToJsonString())];

    public static async Task<Chromium> StartAsync(CancellationToken cancelled)
    {
        var name = s_names.FirstOrDefault(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, name))));
        Assert.SkipUnless(name is not null, "chromium is not on the PATH: apt-get install chromium");
        var profile = Directory.CreateTempSubdirectory("chromium-").FullName;
        var process = Process.Start(new ProcessStartInfo(name!,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--hide-scrollbars", "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank",
        ])
        { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var chromium = new Chromium(process, profile);
        await chromium.ConnectAsync(cancelled);
        return chromium;
    }

    /// <summary>Opens a file in a window of this width and waits until it is there.</summary>
    public async Task OpenAsync(string file, int width, CancellationToken cancelled)
    {
        foreach (var domain in new[] { "Page", "Network", "Log", "Runtime" })
            await CallAsync($"{domain}.enable", [], cancelled);
        await CallAsync("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = 900, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 }, cancelled);
        await CallAsync("Page.navigate", new() { ["url"] = new Uri(file).AbsoluteUri }, cancelled);
        while (!Events("Page.loadEventFired").Any())
            events.Add(await ReadAsync(cancelled));
    }

    public async Task<JsonNode> EvaluateAsync(string expression, CancellationToken cancelled) =>
        (await CallAsync("Runtime.evaluate", new() { ["expression"] = expression, ["returnByValue"] = true }, cancelled))["result"]!["value"]!;

    /// <summary>The whole page as a PNG, dark where wanted.</summary>
    public async Task<byte[]> PhotographAsync(bool dark, CancellationToken cancelled)
    {
        await CallAsync("Emulation.setEmulatedMedia", new() { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" }) }, cancelled);
        var size = (await CallAsync("Page.getLayoutMetrics", [], cancelled))["cssContentSize"]!;
        var clip = new JsonObject { ["x"] = 0, ["y"] = 0, ["width"] = size["width"]!.DeepClone(), ["height"] = size["height"]!.DeepClone(), ["scale"] = 1 };
        return Convert.FromBase64String((string)(await CallAsync("Page.captureScreenshot", new() { ["clip"] = clip, ["captureBeyondViewport"] = true }, cancelled))["data"]!);
    }

    private async Task ConnectAsync(CancellationToken cancelled)
    {
        string? line;
        do line = await process.StandardError.ReadLineAsync(cancelled);
        while (line is not null && !line.Contains("DevTools listening on ", StringComparison.Ordinal));
        var port = new Uri(line!.Split(' ')[^1]).Port;
        using var http = new HttpClient();
        var pages = JsonNode.Parse(await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/json/list"), cancelled))!.AsArray();
        await socket.ConnectAsync(new Uri((string)pages.First(page => (string?)page!["type"] == "page")!["webSocketDebuggerUrl"]!), cancelled);
    }

    private IEnumerable<JsonNode> Events(string method) => events.Where(one => (string?)one["method"] == method).Select(one => one["params"]!);

    private async Task<JsonNode> CallAsync(string method, JsonObject parameters, CancellationToken cancelled)
    {
        var call = new JsonObject { ["id"] = ++calls, ["method"] = method, ["params"] = parameters };
        await socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(call.ToJsonString()), WebSocketMessageType.Text, true, cancelled);
        while (true)
        {
            var message = await ReadAsync(cancelled);
            if ((int?)message["id"] == calls)
                return message["result"] ?? throw new InvalidOperationException($"{method}: {message["error"]}");
            events.Add(message);
        }
    }

    private async Task<JsonNode> ReadAsync(CancellationToken cancelled)
    {
        using var text = new MemoryStream();
        var buffer = new byte[1 << 16];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer.AsMemory(), cancelled);
            text.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(text.ToArray())!;
    }

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        try
        {
            Directory.Delete(profile, recursive: true);
        }
        // a helper of the browser may still write into its profile while it dies; the folder is a temporary one
        catch (IOException)
        {
        }
    }
}
