using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Amazon.EKS.Model;
using k8s;
using k8s.Exceptions;
using Remediator.Aws;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Runtime;
using YamlDotNet.Core;

namespace Remediator.Kubernetes;

/// <summary>
/// Opens clusters: by <c>KUBECONFIG</c> where it is set, else by DescribeCluster and the EKS token. A connection is kept for
/// <see cref="KeptFor"/>, since endpoint and CA of a cluster hardly change and the token renews itself.
/// </summary>
public sealed class ClusterConnection(AwsAccess aws, string? kubeconfig, TimeProvider clock)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    private readonly TtlCache<(Place Place, string Cluster), k8s.Kubernetes> open = new(KeptFor, clock);

    /// <summary>What was asked of EKS to open one, for those who ask more about it.</summary>
    public ClusterReads Described { get; } = new(aws, clock);

    /// <exception cref="ClusterUnreachableException">The cluster cannot be opened, and trying again will not help.</exception>
    public async Task<Cluster> OpenAsync(Scope scope, CancellationToken cancelled) =>
        new(await open.GetAsync((scope.Place, scope.Cluster), () => ConnectAsync(scope), cancelled));

    private async Task<k8s.Kubernetes> ConnectAsync(Scope scope)
    {
        var config = kubeconfig is null
            ? Config(scope, await DescribeAsync(scope))
            : await FromFileAsync(kubeconfig);
        config.HttpClientTimeout = aws.Patience;
        return new k8s.Kubernetes(config);
    }

    /// <summary>An <c>exec</c> entry, as <c>aws eks update-kubeconfig</c> writes it, runs its command and waits for it, so not on the caller's thread.</summary>
    private static async Task<KubernetesClientConfiguration> FromFileAsync(string kubeconfig)
    {
        try
        {
            return await Task.Run(() => KubernetesClientConfiguration.BuildConfigFromConfigFileAsync(new FileInfo(kubeconfig)));
        }
        catch (Exception e) when (e is KubeConfigException or IOException or YamlException)
        {
            throw new ClusterUnreachableException($"KUBECONFIG=\"{kubeconfig}\" leads to no cluster: {e.Message}");
        }
    }

    private async Task<Amazon.EKS.Model.Cluster> DescribeAsync(Scope scope)
    {
        try
        {
            return await Described.DescribeAsync(scope, CancellationToken.None)
                ?? throw new ClusterUnreachableException($"EKS describes no cluster \"{scope.Cluster}\"");
        }
        catch (ResourceNotFoundException)
        {
            throw new ClusterUnreachableException($"there is no cluster \"{scope.Cluster}\" in {scope.Region}");
        }
        catch (Exception e) when (AwsFailure.IsDenied(e))
        {
            throw new ClusterUnreachableException(AwsFailure.Why(e, "eks:DescribeCluster"));
        }
    }

    private KubernetesClientConfiguration Config(Scope scope, Amazon.EKS.Model.Cluster cluster)
    {
        var ca = CaOf(cluster.CertificateAuthority?.Data
            ?? throw new ClusterUnreachableException($"cluster \"{scope.Cluster}\" has no certificate authority yet, its status is {cluster.Status}"));
        return new()
        {
            Host = cluster.Endpoint,
            SslCaCerts = ca,
            TokenProvider = new EksTokenProvider(scope.Cluster, scope.Region, aws.CredentialsOf(scope.Account)),
            FirstMessageHandlerSetup = handler => TrustOnly(ca, handler.SslOptions),
        };
    }

    /// <summary>The platform's own check is all there is: this authority, the name and the dates. The system's authorities count for nothing.</summary>
    private static void TrustOnly(X509Certificate2Collection ca, SslClientAuthenticationOptions tls)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.CustomTrustStore.AddRange(ca);
        tls.CertificateChainPolicy = policy;
        tls.RemoteCertificateValidationCallback = null;
    }

    private static X509Certificate2Collection CaOf(string base64Pem)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(Encoding.ASCII.GetString(Convert.FromBase64String(base64Pem)));
        return certificates;
    }
}
