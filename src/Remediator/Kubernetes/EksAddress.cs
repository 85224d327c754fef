namespace Remediator.Kubernetes;

/// <summary>The addresses of API servers: EKS has one host for each cluster. A proxy or a tunnel has another, and leads anywhere.</summary>
public static class EksAddress
{
    /// <param name="server">As a kubeconfig has it.</param>
    /// <param name="endpoint">As EKS describes the cluster.</param>
    public static bool IsOfAnother(string server, string endpoint) =>
        HostOf(server) is { } used && HostOf(endpoint) is { } known && IsOfEks(used) && used != known;

    private static bool IsOfEks(string host) => host.Contains(".eks.amazonaws.com", StringComparison.Ordinal);

    private static string? HostOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.IdnHost : null;
}
