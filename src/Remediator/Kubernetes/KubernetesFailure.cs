using System.Net;
using System.Text.Json;
using k8s.Autorest;

namespace Remediator.Kubernetes;

/// <summary>What a failed call to the Kubernetes API means.</summary>
internal static class KubernetesFailure
{
    public static bool IsDenied(Exception e) =>
        e is HttpOperationException { Response.StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized };

    /// <summary>The list's next page is no longer kept: https://kubernetes.io/docs/reference/using-api/api-concepts/#410-gone-responses</summary>
    public static bool IsGone(Exception e) => e is HttpOperationException { Response.StatusCode: HttpStatusCode.Gone };

    public static bool IsExpected(Exception e, CancellationToken cancelled) => !cancelled.IsCancellationRequested
        && e is HttpOperationException or HttpRequestException or OperationCanceledException or IOException or JsonException;

    public static string Why(Exception e, string call) => e switch
    {
        HttpOperationException { Response.StatusCode: HttpStatusCode.Unauthorized } => $"the cluster does not know our role: it needs an access entry to {call}",
        HttpOperationException { Response.StatusCode: HttpStatusCode.Forbidden } => $"access denied, our role may not {call} in the cluster",
        HttpOperationException { Response: { } response } => $"to {call} failed with HTTP {(int)response.StatusCode}",
        OperationCanceledException => $"to {call} did not answer in time",
        _ => $"to {call} failed: {e.GetType().Name}",
    };
}
