using System.Security.Cryptography.X509Certificates;
using System.Text;
using Amazon.EKS.Model;
using k8s;
using k8s.Exceptions;
using Remediator.Aws;
using YamlDotNet.Core;

namespace Remediator.Kubernetes;

/// <summary>
/// Opens clusters: by <c>KUBECONFIG</c> where it is set, else by DescribeCluster and the EKS token. A client is kept for <see
/// cref="KeptFor"/>, since endpoint and CA of a cluster hardly change and the token renews itself.
/// </summary>
/// <param name="waiting">By which it is measured how long a list is waited for; the system's when not given.</param>
/// <param name="context">The kubeconfig's context; null: its current one.</param>
/// <param name="roots">For a cluster whose certificate authority is not named; null: those that .NET finds.</param>
public sealed class ClusterConnection(
    AwsAccess aws, string? kubeconfig, TimeProvider clock, TimeProvider? waiting = null, string? context = null,
    TrustedRoots? roots = null) : IDisposable
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    /// <summary>Lambda ends every invocation by then, and no invocation keeps a client for the next.</summary>
    private static readonly TimeSpan s_longestInvocation = TimeSpan.FromMinutes(15);

    private readonly TtlCache<(Place Place, string Cluster), ClusterClient> _clients = new(KeptFor, clock, usedFor: s_longestInvocation);

    /// <summary>What EKS answered when a cluster was opened, for readers of more than its endpoint.</summary>
    public ClusterReads Described { get; } = new(aws, clock);

    /// <summary>Which clusters there are to open.</summary>
    public ClusterNames Names { get; } = new(aws, clock);

    /// <exception cref="ClusterUnreachableException">The cluster cannot be opened, and trying again will not help.</exception>
    /// <exception cref="RemoteFailureException">EKS did not answer; trying again may help.</exception>
    public async Task<Cluster> OpenAsync(Scope scope, CancellationToken cancelled) =>
        new(await _clients.GetAsync((scope.Place, scope.Cluster), () => ConnectAsync(scope), cancelled));

    public void Dispose() => _clients.Clear();

    private async Task<ClusterClient> ConnectAsync(Scope scope)
    {
        var config = kubeconfig is null
            ? ConfigOf(scope, await DescribeAsync(scope))
            : await FromFileAsync(kubeconfig, context);
        config.HttpClientTimeout = aws.Patience;
        return new ClusterClient(config, new ServerClock(clock), waiting ?? TimeProvider.System, roots);
    }

    /// <summary>
    /// An <c>exec</c> entry, as <c>aws eks update-kubeconfig</c> writes it, runs its command and waits for it, so not on the caller's
    /// thread.
    /// </summary>
    private static async Task<KubernetesClientConfiguration> FromFileAsync(string kubeconfig, string? context)
    {
        try
        {
            var files = await KubeconfigFiles.LoadAsync(kubeconfig);
            return await Task.Run(() => KubernetesClientConfiguration.BuildConfigFromConfigObject(files, context));
        }
        catch (Exception e) when (e is KubeConfigException or IOException or YamlException or UnauthorizedAccessException)
        {
            throw new ClusterUnreachableException(
                new Message("gap.cluster.kubeconfig", ("path", kubeconfig), ("text", FailureReason.SaidBy(e))));
        }
    }

    private async Task<Amazon.EKS.Model.Cluster> DescribeAsync(Scope scope)
    {
        try
        {
            return await Described.DescribeAsync(scope, CancellationToken.None)
                ?? throw new ClusterUnreachableException(new Message("gap.cluster.not-described", ("cluster", scope.Cluster)));
        }
        catch (ResourceNotFoundException)
        {
            throw new ClusterUnreachableException(
                new Message("gap.cluster.not-found", ("cluster", scope.Cluster), ("region", scope.Region)));
        }
        catch (Exception e) when (AwsFailure.IsDenied(e))
        {
            throw new ClusterUnreachableException(AwsFailure.Why(e, "eks:DescribeCluster"));
        }
        catch (Exception e) when (FailureReason.Of(e) is not null)
        {
            throw new RemoteFailureException(AwsFailure.Why(e, "eks:DescribeCluster"), e);
        }
    }

    private KubernetesClientConfiguration ConfigOf(Scope scope, Amazon.EKS.Model.Cluster cluster)
    {
        var ca = CertificatesOf(cluster.CertificateAuthority?.Data ?? throw new ClusterUnreachableException(
            new Message("gap.cluster.no-certificate-authority", ("cluster", scope.Cluster), ("status", cluster.Status?.Value ?? "?"))));
        return new()
        {
            Host = cluster.Endpoint,
            SslCaCerts = ca,
            TokenProvider = new EksTokenProvider(scope.Cluster, scope.Region, aws.CredentialsOf(scope.Account)),
        };
    }

    private static X509Certificate2Collection CertificatesOf(string base64Pem)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(Encoding.ASCII.GetString(Convert.FromBase64String(base64Pem)));
        return certificates;
    }
}
