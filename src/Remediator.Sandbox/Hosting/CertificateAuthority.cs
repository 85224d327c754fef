using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Remediator.Sandbox.Hosting;

/// <summary>A certificate authority for one world, and the server certificate that it signs for loopback and one more name.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    private readonly ECDsa _authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _authority;

    /// <param name="alsoFor">Another name of the server, or null.</param>
    public CertificateAuthority(string? alsoFor)
    {
        var request = new CertificateRequest("CN=sandbox-ca", _authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddYears(1));
        Server = Signed(alsoFor);
    }

    public X509Certificate2 Server { get; }

    /// <summary>The authority as EKS hands it out: base64 of the PEM text.</summary>
    public string AuthorityData => Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(_authority.ExportCertificatePem() + "\n"));

    private X509Certificate2 Signed(string? alsoFor)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kube-apiserver", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        if (alsoFor is not null)
            names.AddDnsName(alsoFor);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var signed = request.Create(_authority, DateTimeOffset.UtcNow.AddHours(-1), _authority.NotAfter,
            RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }

    public void Dispose()
    {
        Server.Dispose();
        _authority.Dispose();
        _authorityKey.Dispose();
    }
}
