using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s.Autorest;

namespace Remediator.Kubernetes;

/// <summary>
/// The cluster cannot be opened or read, and handling the event again will not help: this program's role lacks a permission, or there is no
/// such cluster.
/// </summary>
public sealed class ClusterUnreachableException(Message why) : Exception(why.ToString())
{
    public Message Why => why;
}

/// <summary>What a failed call to the Kubernetes API means.</summary>
internal static class KubernetesFailure
{
    public static bool IsDenied(Exception e) =>
        e is HttpOperationException { Response.StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized };

    /// <summary>The list's next page has expired: https://kubernetes.io/docs/reference/using-api/api-concepts/#410-gone-responses</summary>
    public static bool IsGone(Exception e) => e is HttpOperationException { Response.StatusCode: HttpStatusCode.Gone };

    public static bool IsNotFound(Exception e) => e is HttpOperationException { Response.StatusCode: HttpStatusCode.NotFound };

    /// <summary>What was to be changed is no longer as it was read.</summary>
    public static bool IsConflict(Exception e) => e is HttpOperationException { Response.StatusCode: HttpStatusCode.Conflict };

    /// <summary>Expected of a remote API. Neither what the caller cancelled nor a bug of this program is among them.</summary>
    public static bool IsExpected(Exception e, CancellationToken cancelled) => !cancelled.IsCancellationRequested
        && e is HttpOperationException or HttpRequestException or OperationCanceledException or IOException or JsonException;

    /// <summary>
    /// Turns a call into a fact: a failure that is expected sometimes becomes an Unknown that says why, any other is thrown.
    /// </summary>
    /// <inheritdoc cref="Why" path="/param"/>
    public static async Task<Fact<T>> FactAsync<T>(string call, Func<Task<T>> read, CancellationToken cancelled)
    {
        try
        {
            return Fact.Of(await read());
        }
        catch (Exception e) when (IsExpected(e, cancelled))
        {
            return Fact.Gap<T>(Why(e, call));
        }
    }

    /// <param name="call">A verb and a resource as kubectl names them: <c>list pods</c>, <c>get node NAME</c>.</param>
    public static Message Why(Exception e, string call) => e switch
    {
        HttpOperationException { Response.StatusCode: HttpStatusCode.Unauthorized } =>
            new Message("gap.kubernetes.unknown-role"),
        HttpOperationException { Response.StatusCode: HttpStatusCode.Forbidden } =>
            new Message("gap.kubernetes.access-denied", ("call", call)),
        HttpOperationException { Response: { StatusCode: HttpStatusCode.TooManyRequests } refused }
            when BudgetIn(refused.Content) is { } text => new Message("gap.kubernetes.disruption-budget", ("text", text)),
        HttpOperationException { Response: { } response } =>
            new Message("gap.kubernetes.http-error", ("call", call), ("status", (int)response.StatusCode)),
        OperationCanceledException => new Message("gap.kubernetes.timeout", ("call", call)),
        _ => new Message("gap.kubernetes.failed", ("call", call),
            ("error", FailureReason.Beneath(e) ?? new Message("failure.other", ("error", e.GetType().Name)))),
    };

    /// <summary>
    /// What the API server says of the budget that refuses an eviction, its name in it; null where something else refuses.
    /// https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/
    /// </summary>
    private static string? BudgetIn(string? status)
    {
        try
        {
            return JsonNode.Parse(status ?? "null")?["details"]?["causes"]?.AsArray()
                .Where(cause => (string?)cause?["reason"] == "DisruptionBudget").Select(cause => (string?)cause!["message"])
                .FirstOrDefault(text => !string.IsNullOrEmpty(text));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
