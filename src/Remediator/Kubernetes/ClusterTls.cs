using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;

namespace Remediator.Kubernetes;

/// <summary>How a cluster proves itself to the client, and a client with a certificate itself to the cluster.</summary>
internal static class ClusterTls
{
    /// <param name="roots">For a cluster whose certificate authority is not named; null: those that .NET finds.</param>
    public static SocketsHttpHandler HandlerOf(KubernetesClientConfiguration config, TrustedRoots? roots)
    {
        var handler = new SocketsHttpHandler();
        var tls = handler.SslOptions;
        if (config.SkipTlsVerify)
#pragma warning disable CA5359 // a kubeconfig asks for it: insecure-skip-tls-verify
            tls.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        else if (config.SslCaCerts is { Count: > 0 } authorities)
            tls.CertificateChainPolicy = TrustIn(authorities);
        else
            roots?.Trust(tls);
        if (!string.IsNullOrEmpty(config.TlsServerName))
            tls.TargetHost = config.TlsServerName;
        if (Pem(config.ClientCertificateData, config.ClientCertificateFilePath) is { } certificate
            && Pem(config.ClientCertificateKeyData, config.ClientKeyFilePath) is { } key)
            tls.ClientCertificates = [Usable(X509Certificate2.CreateFromPem(certificate, key))];
        return handler;
    }

    /// <summary>From the kubeconfig itself, in base64, or from the file that it names; null where it has neither.</summary>
    private static string? Pem(string? data, string? path) =>
        !string.IsNullOrEmpty(data) ? Encoding.UTF8.GetString(Convert.FromBase64String(data))
        : !string.IsNullOrEmpty(path) ? File.ReadAllText(path) : null;

    /// <summary>On Windows TLS does not take a key that is only in memory.</summary>
    private static X509Certificate2 Usable(X509Certificate2 certificate)
    {
        if (!OperatingSystem.IsWindows())
            return certificate;
        using (certificate)
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>
    /// The platform checks against these authorities, the name and the dates, and nothing else decides: not even the system's trusted
    /// roots.
    /// </summary>
    private static X509ChainPolicy TrustIn(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
