using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net.Security;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Remediator.Runtime;

/// <summary>
/// The system's trusted roots, each decoded when a server's chain leads to it. .NET on Linux decodes all of them, and those that lie both
/// in the bundle and in a directory twice, before the first handshake: two fifths of a cold start's processor time.
/// </summary>
public sealed class TrustedRoots
{
    private const string FileVariable = "SSL_CERT_FILE", DirectoryVariable = "SSL_CERT_DIR", Nothing = "/dev/null";

    /// <summary>Where Amazon Linux and Debian keep all their roots in one file.</summary>
    private static readonly string[] s_bundles = ["/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/certs/ca-certificates.crt"];

    private readonly Lazy<byte[][]> _files;
    private readonly ConcurrentDictionary<string, X509Certificate2Collection> _bySubject = [];

    /// <param name="files">Certificates in PEM.</param>
    public TrustedRoots(IReadOnlyList<string> files) => _files = new(() => [.. files.Select(File.ReadAllBytes)]);

    /// <summary>
    /// Takes the reading of the roots over from .NET, which finds none from now on; to be called before anything uses TLS. Null where .NET
    /// keeps it: no bundle is where it should be, or the environment names a directory of roots.
    /// </summary>
    /// <param name="environment">The process's own.</param>
    public static TrustedRoots? TakeOver(IReadOnlyDictionary<string, string?> environment)
    {
        if (!OperatingSystem.IsLinux() || environment.GetValueOrDefault(DirectoryVariable) is { Length: > 0 }
            || s_bundles.FirstOrDefault(File.Exists) is not { } bundle)
            return null;
        // a file that the environment names counts beside the system's directory, as it does for .NET
        string[] files = environment.GetValueOrDefault(FileVariable) is { Length: > 0 } own && File.Exists(own) ? [own, bundle] : [bundle];
        // OpenSSL asks the environment of the process, which Environment.SetEnvironmentVariable does not change
        return SetVariable(FileVariable, Nothing, 1) == 0 && SetVariable(DirectoryVariable, Nothing, 1) == 0
            ? new TrustedRoots(files) : null;
    }

    /// <summary>Has connections with these options trust these roots, beside those that .NET still finds.</summary>
    public void Trust(SslClientAuthenticationOptions options) =>
        options.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            errors == SslPolicyErrors.None
            // everything else about the server's certificate is in order, above all its name
            || (errors == SslPolicyErrors.RemoteCertificateChainErrors && IsTrusted((X509Certificate2)certificate!, chain!));

    private bool IsTrusted(X509Certificate2 server, X509Chain untrusted)
    {
        var named = new X509Certificate2Collection();
        foreach (var sent in untrusted.ChainPolicy.ExtraStore.Append(server).DistinctBy(one => one.Issuer))
            named.AddRange(_bySubject.GetOrAdd(sent.Issuer, _ => RootsWith(sent.IssuerName.RawData)));
        // a name may be encoded in several ways, so a root that was not found by its bytes may still be there
        return (named.Count > 0 && Builds(named)) || Builds(RootsWith([]));

        bool Builds(X509Certificate2Collection roots)
        {
            using var chain = new X509Chain { ChainPolicy = untrusted.ChainPolicy.Clone() };
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(roots);
            return chain.Build(server);
        }
    }

    /// <summary>
    /// The roots that these bytes occur in. A root is its own issuer, so its name is there; whether one that only resembles it signed the
    /// server's certificate is for the chain to say.
    /// </summary>
    private X509Certificate2Collection RootsWith(ReadOnlySpan<byte> name)
    {
        var roots = new X509Certificate2Collection();
        foreach (var file in _files.Value)
        {
            var der = new byte[file.Length];
            for (ReadOnlySpan<byte> pem = file; PemEncoding.TryFindUtf8(pem, out var found); pem = pem[found.Location.End..])
            {
                // a root that is trusted for some purposes only has another label
                if (!pem[found.Label].SequenceEqual("CERTIFICATE"u8))
                    continue;
                Base64.DecodeFromUtf8(pem[found.Base64Data], der, out _, out var length);
                if (der.AsSpan(0, length).IndexOf(name) >= 0)
                    roots.Add(X509CertificateLoader.LoadCertificate(der.AsSpan(0, length)));
            }
        }
        return roots;
    }

    [DllImport("libc", EntryPoint = "setenv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetVariable(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);
}
