using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;
using k8s.Autorest;

namespace Remediator.Kubernetes;

/// <summary>
/// Lists objects of one kind page by page. The client's own lists would create objects for every field of every object.
/// </summary>
/// <param name="group">The API group's path: <c>api/v1</c>, <c>apis/apps/v1</c>.</param>
/// <param name="plural">What the group calls them: <c>pods</c>.</param>
internal sealed class ListPages<T>(k8s.Kubernetes api, string group, string plural, JsonTypeInfo<T> type)
{
    private const int Limit = 500;

    /// <param name="ns">Null: of all namespaces.</param>
    /// <exception cref="HttpOperationException">The API server refused.</exception>
    public async Task EachAsync(string? ns, Action<T> each, CancellationToken cancelled)
    {
        string? next = null;
        do
            next = await PageAsync(Query(ns, next), each, cancelled);
        while (!string.IsNullOrEmpty(next));
    }

    private async Task<string?> PageAsync(string query, Action<T> each, CancellationToken cancelled)
    {
        // a client that was disposed has no HTTP client any more
        ObjectDisposedException.ThrowIf(api.HttpClient is null, api);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        patience.CancelAfter(api.HttpClientTimeout);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{api.BaseUri.AbsoluteUri.TrimEnd('/')}/{group}/{query}");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (api.Credentials is { } credentials)
            await credentials.ProcessHttpRequestAsync(request, patience.Token);
        using var response = await api.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        if (!response.IsSuccessStatusCode)
            throw Refused(response);
        await using var answer = await response.Content.ReadAsStreamAsync(patience.Token);
        return await new ListReader<T>(type, each).ReadAsync(answer, patience.Token);
    }

    private static HttpOperationException Refused(HttpResponseMessage response) =>
        new($"HTTP {(int)response.StatusCode}") { Response = new HttpResponseMessageWrapper(response, "") };

    /// <summary>
    /// A whole cluster is read from the API server's cache, which spares etcd and may be seconds old; a page after the first must not name
    /// a version.
    /// </summary>
    private string Query(string? ns, string? next) => string.Concat(
        ns is null ? plural : $"namespaces/{Uri.EscapeDataString(ns)}/{plural}",
        $"?limit={Limit}",
        string.IsNullOrEmpty(next) ? ns is null ? "&resourceVersion=0" : "" : $"&continue={Uri.EscapeDataString(next)}");
}
