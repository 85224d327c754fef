using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Remediator.Sandbox;
using Remediator.Sandbox.Model;

namespace Remediator.EndToEnd.Tests.Sandbox;

/// <summary>Which bearer tokens the cluster honours.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private World _world = null!;
    private Tool _tool = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await World.StartAsync(Scenario.Load("workshop"), ct: TestContext.Current.CancellationToken);
        _tool = new(_world, Path.GetTempPath());
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_token_for_this_cluster_is_accepted() => Assert.Equal(HttpStatusCode.OK, await Ask(await Token("eks-workshop")));

    [Fact]
    public async Task A_token_for_another_cluster_is_refused() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(await Token("another")));

    [Fact]
    public async Task A_missing_or_made_up_token_is_refused()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask("k8s-aws-v1.aHR0cHM6Ly9leGFtcGxlLmNvbS8"));
    }

    [Fact]
    public async Task A_token_with_an_additional_parameter_is_refused() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(Changed(await Token("eks-workshop"), url => url + "&X-Amz-Extra=1")));

    [Fact]
    public async Task A_token_with_a_changed_date_is_refused() =>
        Assert.Equal(HttpStatusCode.Unauthorized,
            await Ask(Changed(await Token("eks-workshop"),
                url => url.Replace("X-Amz-Expires=60", "X-Amz-Expires=61", StringComparison.Ordinal))));

    [Fact]
    public async Task A_token_expires_after_15_minutes_of_world_time_and_of_wall_clock_time()
    {
        var old = Changed(await Token("eks-workshop"),
            url => System.Text.RegularExpressions.Regex.Replace(url, "X-Amz-Date=[0-9]{8}T", "X-Amz-Date=20260101T"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(old));
    }

    private async Task<string> Token(string cluster)
    {
        Tool.AwsRequired();
        var answer = await _tool.Aws("eks", "get-token", "--cluster-name", cluster);
        return (string)JsonNode.Parse(answer.Out)!["status"]!["token"]!;
    }

    private static string Changed(string token, Func<string, string> change)
    {
        var text = token["k8s-aws-v1.".Length..];
        var url = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(text));
        return "k8s-aws-v1." + System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(change(url)));
    }

    private async Task<HttpStatusCode> Ask(string? token)
    {
        var described = await _tool.Aws("eks", "describe-cluster", "--name", "eks-workshop", "--query", "cluster.certificateAuthority.data",
            "--output", "text");
        using var authority = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(Convert.FromBase64String(described.Out.Trim())));
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { authority },
        };
        using var http = new HttpClient(handler) { BaseAddress = _world.KubernetesEndpoint };
        if (token is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.GetAsync(new Uri("/api/v1/pods", UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
