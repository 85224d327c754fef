using System.Net.Http.Headers;
using System.Text.Json;
using k8s.Autorest;

namespace Remediator.Kubernetes;

/// <summary>
/// The metadata of a Secret without its content: https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables
/// describes how an object is asked for in another shape.
/// </summary>
internal sealed class SecretMetadata(k8s.Kubernetes api)
{
    /// <exception cref="HttpOperationException">The API server refused.</exception>
    public async Task<DateTimeOffset> SetAtAsync(string ns, string name, CancellationToken cancelled)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        patience.CancelAfter(api.HttpClientTimeout);
        using var request = new HttpRequestMessage(HttpMethod.Get,
            $"{api.BaseUri.AbsoluteUri.TrimEnd('/')}/api/v1/namespaces/{Uri.EscapeDataString(ns)}/secrets/{Uri.EscapeDataString(name)}");
        // nothing else is accepted: a server that does not know this shape answers 406
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse("application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"));
        if (api.Credentials is { } credentials)
            await credentials.ProcessHttpRequestAsync(request, patience.Token);
        using var response = await api.HttpClient.SendAsync(request, patience.Token);
        if (!response.IsSuccessStatusCode)
            throw new HttpOperationException($"HTTP {(int)response.StatusCode}")
            {
                Response = new HttpResponseMessageWrapper(response, ""),
            };
        await using var answer = await response.Content.ReadAsStreamAsync(patience.Token);
        var read = await JsonSerializer.DeserializeAsync(answer, ObjectJson.Default.PartialItem, patience.Token);
        return read?.Metadata?.SetAt ?? throw new JsonException("the answer has no metadata");
    }
}

internal sealed record PartialItem
{
    public PartialMetadata? Metadata { get; init; }
}

internal sealed record PartialMetadata
{
    public DateTimeOffset? CreationTimestamp { get; init; }
    public List<ManagedFieldsItem>? ManagedFields { get; init; }

    /// <summary>
    /// The last time that somebody set a field:
    /// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/
    /// </summary>
    public DateTimeOffset? SetAt => (ManagedFields ?? []).Select(fields => fields.Time).Append(CreationTimestamp).Max();
}

internal sealed record ManagedFieldsItem
{
    public DateTimeOffset? Time { get; init; }
}
