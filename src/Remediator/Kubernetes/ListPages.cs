using System.Text.Json.Serialization.Metadata;
using k8s.Autorest;

namespace Remediator.Kubernetes;

/// <summary>
/// Lists objects of one kind page by page. The client's own lists would create objects for every field of every object.
/// </summary>
/// <param name="group">The API group's path: <c>api/v1</c>, <c>apis/apps/v1</c>.</param>
/// <param name="plural">What the group calls them: <c>pods</c>.</param>
internal sealed class ListPages<T>(ClusterClient api, string group, string plural, JsonTypeInfo<T> type)
{
    private const int Limit = 500;

    /// <param name="ns">Null: of all namespaces.</param>
    /// <param name="selector">Null: all.</param>
    /// <exception cref="HttpOperationException">The API server refused.</exception>
    public async Task EachAsync(string? ns, PodSelector? selector, Action<T> each, CancellationToken cancelled)
    {
        string? next = null;
        do
            next = await api.InTurnAsync(() => PageAsync(Query(ns, selector, next), each, cancelled), cancelled);
        while (!string.IsNullOrEmpty(next));
    }

    /// <summary>
    /// A page is given up when nothing of it arrives for a while, however long it takes: from the cache it may be hundreds of megabytes.
    /// </summary>
    private async Task<string?> PageAsync(string query, Action<T> each, CancellationToken cancelled)
    {
        using var idle = new CancellationTokenSource(api.HttpClientTimeout, api.Waiting);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancelled);
        using var response = await api.SendAsync(HttpMethod.Get, $"/{group}/{query}", null, patience.Token);
        await using var answer = await response.Content.ReadAsStreamAsync(patience.Token);
        return await new ListReader<T>(type, each, () => idle.CancelAfter(api.HttpClientTimeout)).ReadAsync(answer, patience.Token);
    }

    /// <summary>
    /// A whole cluster is read from the API server's cache, which spares etcd and may be seconds old; a page after the first must not name
    /// a version.
    /// </summary>
    private string Query(string? ns, PodSelector? selector, string? next) => string.Concat(
        ns is null ? plural : $"namespaces/{Uri.EscapeDataString(ns)}/{plural}",
        $"?limit={Limit}",
        selector?.Query,
        string.IsNullOrEmpty(next) ? ns is null ? "&resourceVersion=0" : "" : $"&continue={Uri.EscapeDataString(next)}");
}
