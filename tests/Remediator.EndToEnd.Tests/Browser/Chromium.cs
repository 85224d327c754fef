using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace Remediator.EndToEnd.Tests.Browser;

/// <summary>Headless Chromium, controlled over its DevTools protocol: https://chromedevtools.github.io/devtools-protocol/</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly Process _process;
    private readonly string _profile;
    private readonly ClientWebSocket _socket = new();
    private readonly List<JsonNode> _events = [];
    private int _calls;

    private Chromium(Process process, string profile) => (_process, _profile) = (process, profile);

    /// <summary>URLs that the page requested, its own first.</summary>
    public IReadOnlyList<string> Requests => [.. Events("Network.requestWillBeSent").Select(one => (string)one["request"]!["url"]!)];

    /// <summary>Errors and console output of the page.</summary>
    public IReadOnlyList<string> ConsoleMessages =>
        [.. Events("Log.entryAdded").Select(one => (string)one["entry"]!["text"]!),
            .. Events("Runtime.exceptionThrown").Select(one => one.ToJsonString()),
            .. Events("Runtime.consoleAPICalled").Select(one => one.ToJsonString())];

    /// <summary>The name of the first browser on the PATH, or null.</summary>
    public static string? Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return Array.Find(s_names, name => folders.Any(folder => File.Exists(Path.Combine(folder, name))));
    }

    /// <param name="program">What <see cref="Find"/> returned.</param>
    public static async Task<Chromium> StartAsync(string program, CancellationToken cancelled)
    {
        var profile = Directory.CreateTempSubdirectory("chromium-").FullName;
        var process = Process.Start(new ProcessStartInfo(program,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync",
            "--hide-scrollbars", "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank",
        ])
        { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var chromium = new Chromium(process, profile);
        await chromium.ConnectAsync(cancelled);
        return chromium;
    }

    /// <summary>Opens a file in a window of this width and waits until it is loaded.</summary>
    public async Task OpenAsync(string file, int width, CancellationToken cancelled)
    {
        foreach (var domain in new[] { "Page", "Network", "Log", "Runtime" })
            await CallAsync($"{domain}.enable", [], cancelled);
        await CallAsync("Emulation.setDeviceMetricsOverride",
            new() { ["width"] = width, ["height"] = 900, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 }, cancelled);
        // a page that nobody looks at may not copy
        await CallAsync("Emulation.setFocusEmulationEnabled", new() { ["enabled"] = true }, cancelled);
        await CallAsync("Page.navigate", new() { ["url"] = new Uri(file).AbsoluteUri }, cancelled);
        while (!Events("Page.loadEventFired").Any())
            _events.Add(await ReadAsync(cancelled));
    }

    /// <summary>As if a person did it: a script that nobody set off may not copy.</summary>
    public async Task<JsonNode> EvaluateAsync(string expression, CancellationToken cancelled) =>
        (await CallAsync("Runtime.evaluate",
            new() { ["expression"] = expression, ["returnByValue"] = true, ["userGesture"] = true }, cancelled))["result"]!["value"]!;

    /// <summary>The whole page as a PNG, in the light or dark colour scheme.</summary>
    public async Task<byte[]> ScreenshotAsync(bool dark, CancellationToken cancelled)
    {
        await CallAsync("Emulation.setEmulatedMedia",
            new()
            {
                ["features"] = new JsonArray(
                new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" })
            }, cancelled);
        var size = (await CallAsync("Page.getLayoutMetrics", [], cancelled))["cssContentSize"]!;
        var clip = new JsonObject
        {
            ["x"] = 0,
            ["y"] = 0,
            ["width"] = size["width"]!.DeepClone(),
            ["height"] = size["height"]!.DeepClone(),
            ["scale"] = 1,
        };
        return Convert.FromBase64String(
            (string)(await CallAsync("Page.captureScreenshot", new() { ["clip"] = clip, ["captureBeyondViewport"] = true },
                cancelled))["data"]!);
    }

    private async Task ConnectAsync(CancellationToken cancelled)
    {
        string? line;
        do
            line = await _process.StandardError.ReadLineAsync(cancelled);
        while (line is not null && !line.Contains("DevTools listening on ", StringComparison.Ordinal));
        var port = new Uri(line!.Split(' ')[^1]).Port;
        using var http = new HttpClient();
        var pages = JsonNode.Parse(await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/json/list"), cancelled))!.AsArray();
        await _socket.ConnectAsync(
            new Uri((string)pages.First(page => (string?)page!["type"] == "page")!["webSocketDebuggerUrl"]!), cancelled);
    }

    private IEnumerable<JsonNode> Events(string method) =>
        _events.Where(one => (string?)one["method"] == method).Select(one => one["params"]!);

    private async Task<JsonNode> CallAsync(string method, JsonObject parameters, CancellationToken cancelled)
    {
        var call = new JsonObject { ["id"] = ++_calls, ["method"] = method, ["params"] = parameters };
        await _socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(call.ToJsonString()), WebSocketMessageType.Text, true, cancelled);
        while (true)
        {
            var message = await ReadAsync(cancelled);
            if ((int?)message["id"] == _calls)
                return message["result"] ?? throw new InvalidOperationException($"{method}: {message["error"]}");
            _events.Add(message);
        }
    }

    private async Task<JsonNode> ReadAsync(CancellationToken cancelled)
    {
        using var text = new MemoryStream();
        var buffer = new byte[1 << 16];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), cancelled);
            text.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(text.ToArray())!;
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        try
        {
            Directory.Delete(_profile, recursive: true);
        }
        // a helper process of the browser may still write into the profile; the folder is temporary
        catch (IOException)
        {
        }
    }
}
