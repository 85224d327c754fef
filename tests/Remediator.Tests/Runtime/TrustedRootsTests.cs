using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Remediator.Runtime;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Runtime;

/// <summary>Which servers are trusted, by real handshakes.</summary>
public sealed class TrustedRootsTests : IDisposable
{
    private const string Name = "api.ecr.us-west-2.amazonaws.com";
    private static readonly DateTimeOffset s_now = DateTimeOffset.UtcNow;

    private readonly string _file = Path.GetTempFileName();
    private readonly X509Certificate2 _root = Authority("CN=Root, O=Amazon", null);

    public void Dispose()
    {
        File.Delete(_file);
        _root.Dispose();
    }

    [Fact]
    public async Task A_server_is_trusted_when_a_root_in_the_file_signed_it() =>
        Assert.Null(await RefusalAsync(Roots(_root), Server(_root)));

    [Fact]
    public async Task A_server_is_trusted_through_the_intermediate_that_it_sends()
    {
        using var intermediate = Authority("CN=Intermediate", _root);
        Assert.Null(await RefusalAsync(Roots(_root), Server(intermediate), intermediate));
    }

    [Fact]
    public async Task A_server_whose_root_is_not_in_the_file_is_refused()
    {
        using var other = Authority("CN=Other", null);
        Assert.NotNull(await RefusalAsync(Roots(other), Server(_root)));
    }

    [Fact]
    public async Task A_root_of_the_same_name_with_another_key_is_not_the_root()
    {
        using var impostor = Authority("CN=Root, O=Amazon", null);
        Assert.NotNull(await RefusalAsync(Roots(_root), Server(impostor)));
    }

    [Fact]
    public async Task A_server_of_another_name_is_refused() =>
        Assert.NotNull(await RefusalAsync(Roots(_root), Server(_root, name: "elsewhere.example")));

    [Fact]
    public async Task A_server_whose_certificate_has_expired_is_refused() =>
        Assert.NotNull(await RefusalAsync(Roots(_root), Server(_root, until: s_now.AddMinutes(-1))));

    [Fact]
    public async Task A_certificate_that_is_not_for_servers_is_refused() =>
        Assert.NotNull(await RefusalAsync(Roots(_root), Server(_root, usage: "1.3.6.1.5.5.7.3.2")));

    [Fact]
    public async Task A_root_is_found_though_the_server_encodes_its_name_in_another_way()
    {
        const X500DistinguishedNameFlags SameOrder = X500DistinguishedNameFlags.Reversed;
        var utf8 = new X500DistinguishedName("CN=Root, O=Amazon", SameOrder | X500DistinguishedNameFlags.ForceUTF8Encoding);
        Assert.NotEqual(_root.SubjectName.RawData, utf8.RawData);
        Assert.Null(await RefusalAsync(Roots(_root), Server(_root, issuer: utf8)));
    }

    [Fact]
    public async Task A_root_that_the_system_trusts_for_other_purposes_is_none()
    {
        var pem = _root.ExportCertificatePem().Replace("CERTIFICATE", "TRUSTED CERTIFICATE", StringComparison.Ordinal);
        await File.WriteAllTextAsync(_file, pem, Story.Stop);
        Assert.NotNull(await RefusalAsync(new TrustedRoots([_file]), Server(_root)));
    }

    [Fact]
    public void A_directory_of_roots_that_the_environment_names_is_left_to_dotnet() =>
        Assert.Null(TrustedRoots.TakeOver(new Dictionary<string, string?> { ["SSL_CERT_DIR"] = "/etc/ssl/certs" }));

    /// <summary>As a bundle has them: comments between the certificates, and more than the one that is needed.</summary>
    private TrustedRoots Roots(X509Certificate2 root)
    {
        using var another = Authority("CN=Another", null);
        File.WriteAllText(_file, $"# another\n{another.ExportCertificatePem()}\n\n# the root\n{root.ExportCertificatePem()}\n");
        return new([_file]);
    }

    /// <summary>Why the client refuses the server, or null.</summary>
    private static async Task<AuthenticationException?> RefusalAsync(
        TrustedRoots roots, X509Certificate2 server, params X509Certificate2[] sent)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        var accepted = listener.AcceptTcpClientAsync(Story.Stop);
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, Story.Stop);
        using var other = await accepted;
        await using SslStream answering = new(other.GetStream()), asking = new(client.GetStream());
        var answered = answering.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(server, [.. sent], offline: true),
        }, Story.Stop);
        var options = new SslClientAuthenticationOptions { TargetHost = Name };
        roots.Trust(options);
        try
        {
            await asking.AuthenticateAsClientAsync(options, Story.Stop);
            await answered;
            return null;
        }
        catch (AuthenticationException e)
        {
            client.Close();
            await answered.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return e;
        }
        finally
        {
            server.Dispose();
        }
    }

    private static X509Certificate2 Authority(string name, X509Certificate2? issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        if (issuer is null)
            return request.CreateSelfSigned(s_now.AddDays(-1), s_now.AddDays(1));
        using var signed = request.Create(issuer, s_now.AddHours(-1), s_now.AddHours(1), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }

    private static X509Certificate2 Server(
        X509Certificate2 authority, string name = Name, DateTimeOffset? until = null, string usage = "1.3.6.1.5.5.7.3.1",
        X500DistinguishedName? issuer = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=server", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        using var authorityKey = authority.GetECDsaPrivateKey()!;
        using var signed = request.Create(issuer ?? authority.SubjectName, X509SignatureGenerator.CreateForECDsa(authorityKey),
            s_now.AddHours(-2), until ?? s_now.AddMinutes(30), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }
}
