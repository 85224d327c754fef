using System.Net.Http.Headers;
using k8s.Autorest;

namespace Remediator.Kubernetes;

/// <summary>Lists pods page by page. The client's own lists would create objects for every field of every pod.</summary>
internal sealed class PodPages(k8s.Kubernetes api)
{
    private const int Limit = 500;

    /// <param name="ns">Null: of all namespaces.</param>
    /// <exception cref="HttpOperationException">The API server refused.</exception>
    public async Task EachAsync(string? ns, Action<Pod> each, CancellationToken cancelled)
    {
        string? next = null;
        do
            next = await PageAsync(Query(ns, next), each, cancelled);
        while (!string.IsNullOrEmpty(next));
    }

    private async Task<string?> PageAsync(string query, Action<Pod> each, CancellationToken cancelled)
    {
        // a client that was disposed has no HTTP client any more
        ObjectDisposedException.ThrowIf(api.HttpClient is null, api);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        patience.CancelAfter(api.HttpClientTimeout);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{api.BaseUri.AbsoluteUri.TrimEnd('/')}/api/v1/{query}");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (api.Credentials is { } credentials)
            await credentials.ProcessHttpRequestAsync(request, patience.Token);
        using var response = await api.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        if (!response.IsSuccessStatusCode)
            throw Refused(response);
        await using var answer = await response.Content.ReadAsStreamAsync(patience.Token);
        return await PodListReader.ReadAsync(answer, each, patience.Token);
    }

    private static HttpOperationException Refused(HttpResponseMessage response) =>
        new($"HTTP {(int)response.StatusCode}") { Response = new HttpResponseMessageWrapper(response, "") };

    /// <summary>
    /// A whole cluster is read from the API server's cache, which spares etcd and may be seconds old; a page after the first must not name
    /// a version.
    /// </summary>
    private static string Query(string? ns, string? next) => string.Concat(
        ns is null ? "pods" : $"namespaces/{Uri.EscapeDataString(ns)}/pods",
        $"?limit={Limit}",
        string.IsNullOrEmpty(next) ? ns is null ? "&resourceVersion=0" : "" : $"&continue={Uri.EscapeDataString(next)}");
}
