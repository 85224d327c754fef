using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using k8s;
using k8s.Autorest;

namespace Remediator.Kubernetes;

/// <summary>
/// A client of one cluster, which knows its clock and asks it for a bounded number of things at once. The library finds the way to the
/// cluster and proves who asks; its own client is not used, since it brings the JSON of every kind of object there is into the binary.
/// </summary>
/// <param name="waiting">By which it is measured how long an answer is waited for.</param>
/// <param name="roots">For a cluster whose certificate authority is not named; null: those that .NET finds.</param>
internal sealed class ClusterClient(
    KubernetesClientConfiguration config, ServerClock clock, TimeProvider waiting, TrustedRoots? roots) : IDisposable
{
    /// <summary>How many calls to one API server are under way at the same time, whatever is read for whom.</summary>
    private const int CallsAtOnce = 16;

    private const string Json = "application/json";

    private readonly SemaphoreSlim _turns = new(CallsAtOnce);
    private readonly HttpClient _http =
        new(Chained(clock, ClusterTls.HandlerOf(config, roots))) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly string _address = config.Host.TrimEnd('/');

    public TimeSpan ClockAhead => clock.Ahead;

    public TimeProvider Waiting => waiting;

    /// <summary>How long an answer, or the next part of a long one, is waited for.</summary>
    public TimeSpan HttpClientTimeout => config.HttpClientTimeout;

    /// <param name="path">Below the API server, with what is asked for.</param>
    /// <param name="accept">The shape of the answer.</param>
    /// <exception cref="HttpOperationException">The API server refused.</exception>
    /// <exception cref="JsonException">The answer is not such an object.</exception>
    public Task<T> GetAsync<T>(
        string path, JsonTypeInfo<T> type, CancellationToken cancelled, string accept = Json) where T : class => InTurnAsync(async () =>
    {
        using var patience = PatienceFor(cancelled);
        using var response = await SendAsync(HttpMethod.Get, path, null, patience.Token, accept);
        await using var answer = await response.Content.ReadAsStreamAsync(patience.Token);
        return await JsonSerializer.DeserializeAsync(answer, type, patience.Token) ?? throw new JsonException("the answer is null");
    }, cancelled);

    /// <summary>Changes what the API server has; its answer is not needed.</summary>
    /// <exception cref="HttpOperationException">The API server refused.</exception>
    public Task WriteAsync(HttpMethod method, string path, JsonObject body, string mediaType, CancellationToken cancelled) =>
        InTurnAsync(async () =>
        {
            using var patience = PatienceFor(cancelled);
            using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, mediaType);
            using var response = await SendAsync(method, path, content, patience.Token);
            return response.StatusCode;
        }, cancelled);

    /// <summary>One request, answered as far as the headers.</summary>
    /// <param name="accept">The shape of the answer.</param>
    /// <exception cref="HttpOperationException">The API server refused; what it says of it is read.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancelled, string accept = Json)
    {
        using var request = new HttpRequestMessage(method, $"{_address}{path}") { Content = content };
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        request.Headers.Authorization = await AuthorizationAsync(cancelled);
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancelled);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw new HttpOperationException($"HTTP {(int)response.StatusCode}")
            {
                Response = new HttpResponseMessageWrapper(response, await response.Content.ReadAsStringAsync(cancelled)),
            };
    }

    /// <summary>Makes a call, streams included, when there is room for it. A call must not wait for another.</summary>
    public async Task<T> InTurnAsync<T>(Func<Task<T>> call, CancellationToken cancelled)
    {
        await _turns.WaitAsync(cancelled);
        try
        {
            return await call();
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _turns.Dispose();
    }

    private static ServerClock Chained(ServerClock clock, HttpMessageHandler handler)
    {
        clock.InnerHandler = handler;
        return clock;
    }

    /// <summary>As the kubeconfig says, or the token of EKS; null where a client certificate proves who asks.</summary>
    private async Task<AuthenticationHeaderValue?> AuthorizationAsync(CancellationToken cancelled) =>
        config.TokenProvider is { } tokens ? await tokens.GetAuthenticationHeaderAsync(cancelled)
        : !string.IsNullOrEmpty(config.AccessToken) ? new("Bearer", config.AccessToken)
        : !string.IsNullOrEmpty(config.Username)
            ? new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{config.Username}:{config.Password}")))
        : null;

    private PatienceSource PatienceFor(CancellationToken cancelled) => new(HttpClientTimeout, waiting, cancelled);

    /// <summary>Ends with the caller, or when the answer took too long.</summary>
    private sealed class PatienceSource : IDisposable
    {
        private readonly CancellationTokenSource _time;
        private readonly CancellationTokenSource _both;

        public PatienceSource(TimeSpan time, TimeProvider waiting, CancellationToken cancelled)
        {
            _time = new(time, waiting);
            _both = CancellationTokenSource.CreateLinkedTokenSource(_time.Token, cancelled);
        }

        public CancellationToken Token => _both.Token;

        public void Dispose()
        {
            _both.Dispose();
            _time.Dispose();
        }
    }
}
