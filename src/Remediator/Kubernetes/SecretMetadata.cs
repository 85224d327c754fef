using System.Text.Json;
using k8s.Autorest;

namespace Remediator.Kubernetes;

/// <summary>
/// The metadata of a Secret without its content: https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables
/// describes how an object is asked for in another shape.
/// </summary>
internal sealed class SecretMetadata(ClusterClient api)
{
    /// <exception cref="HttpOperationException">The API server refused.</exception>
    public async Task<DateTimeOffset> SetAtAsync(string ns, string name, CancellationToken cancelled)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        patience.CancelAfter(api.HttpClientTimeout);
        // nothing else is accepted: a server that does not know this shape answers 406
        using var response = await api.SendAsync(
            HttpMethod.Get, $"/api/v1/namespaces/{Uri.EscapeDataString(ns)}/secrets/{Uri.EscapeDataString(name)}", null, patience.Token,
            "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1");
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
