using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.EKS.Model;
using Amazon.Runtime;
using Remediator.Aws;
using Remediator.Core.Plans;
using Remediator.EndToEnd.Tests.CommandLine;
using Remediator.EndToEnd.Tests.Template;
using Remediator.Sandbox;
using Remediator.Sandbox.Model;
using Remediator.Settings;
using Repository = Remediator.EndToEnd.Tests.Template.Repository;

namespace Remediator.EndToEnd.Tests.Sandbox;

/// <summary>What `sam local` is given to run the function in a container, with the sandbox as its AWS; no container is started.</summary>
public sealed partial class SamLocalTests : IAsyncLifetime
{
    private const string Host = "host.docker.internal";

    private SandboxProcess _sandbox = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _sandbox = await SandboxProcess.StartAsync("--for-containers");

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public void It_says_that_every_address_is_listened_on() =>
        Assert.Contains("Listening on 0.0.0.0", _sandbox.Hints, StringComparison.Ordinal);

    [Theory]
    [InlineData("invoke", "auto")]
    [InlineData("start-lambda", "report")]
    public void The_command_names_files_that_are_there_and_a_function_that_starts_with_them(string command, string mode)
    {
        var (template, environment) = Command(command);
        Assert.Equal(mode, environment["REMEDIATION_MODE"]);
        Assert.Equal(mode == "auto" ? Mode.Auto : Mode.Report, FunctionSettings.Read(environment).Mode);
        Assert.Equal("eks-workshop", environment["CLUSTERS"]);
        Assert.Equal(Repository.PathOf(".aws-sam", "build", "RemediatorFunction"),
            Path.GetFullPath(Path.Combine(Path.GetDirectoryName(template)!, (string)Function("infra/local.yaml")["CodeUri"]!)));
    }

    [Theory]
    [InlineData("invoke")]
    [InlineData("start-lambda")]
    public void Sam_hands_over_every_variable_because_the_template_declares_it(string command) =>
        Assert.Empty(Command(command).Environment.Keys.Except(Declared("infra/local.yaml")));

    [Fact]
    public void The_template_declares_what_the_stack_sets_and_runs_the_same_function()
    {
        Assert.Empty(Declared("template.yaml").Except(Declared("infra/local.yaml")));
        Assert.All(["Handler", "Runtime", "MemorySize", "Timeout"], property =>
            Assert.Equal((string?)Function("template.yaml")[property], (string?)Function("infra/local.yaml")[property]));
    }

    [Fact]
    public void The_caller_s_own_credentials_are_not_mixed_with_those_of_the_sandbox() =>
        Assert.Equal("", Command("invoke").Environment["AWS_SESSION_TOKEN"]);

    [Fact]
    public async Task Endpoints_and_certificate_carry_the_name_that_containers_know()
    {
        var environment = Command("invoke").Environment;
        var aws = new Uri(environment["AWS_ENDPOINT_URL"]!);
        Assert.Equal((Host, new Uri(_sandbox.Exports["AWS_ENDPOINT_URL"]!).Port), (aws.Host, aws.Port));

        using var access = new AwsAccess(
            new BasicAWSCredentials(environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"]),
            new Uri(_sandbox.Exports["AWS_ENDPOINT_URL"]!));
        var described = await access.Eks(new("111122223333", environment["AWS_REGION"]!))
            .DescribeClusterAsync(new DescribeClusterRequest { Name = "eks-workshop" }, Stop);
        var cluster = new Uri(described.Cluster!.Endpoint!);
        Assert.Equal(Host, cluster.Host);
        await TrustAsync(cluster, described.Cluster.CertificateAuthority!.Data!);
    }

    [Fact]
    public void The_exports_for_this_machine_need_no_name_that_only_containers_know()
    {
        Assert.StartsWith("http://127.0.0.1:", _sandbox.Exports["AWS_ENDPOINT_URL"], StringComparison.Ordinal);
        Assert.Contains("server: https://127.0.0.1:", File.ReadAllText(_sandbox.Exports["KUBECONFIG"]!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_that_knows_the_sandbox_by_its_name_alone_repairs_the_policy()
    {
        await using var world = await World.StartAsync(Scenario.Load("workshop"), new() { ContainerHost = "localhost" }, Stop);
        var environment = world.ContainerEnvironment.ToDictionary(variable => variable.Key, variable => (string?)variable.Value);
        Assert.StartsWith("http://localhost:", environment["AWS_ENDPOINT_URL"], StringComparison.Ordinal);
        environment["FINDINGS_TOPIC_ARN"] = world.TopicArn;
        environment["REMEDIATION_MODE"] = "auto";
        var ran = await CliProcess.RunIn(environment, "invoke", Repository.PathOf("events", "alarm.json"), "--aws");
        Assert.True(ran.Exit == 0, ran.Error);
        var finding = Assert.Single(JsonNode.Parse(ran.Out)!["findings"]!.AsArray())!;
        Assert.Equal(("fixed", "RepositoryPolicyDenies", "proved"),
            ((string?)finding["status"], (string?)finding["cause"], (string?)finding["confidence"]));
    }

    [Fact]
    public void The_defaults_of_sam_local_name_files_that_are_there()
    {
        var named = DefaultFile().Matches(File.ReadAllText(Repository.PathOf("samconfig.toml"))).Select(file => file.Groups[1].Value);
        Assert.Equal(["infra/env.json", "infra/env.json"], named);
        Assert.True(File.Exists(Repository.PathOf("infra", "env.json")));
    }

    private (string Template, Dictionary<string, string?> Environment) Command(string name)
    {
        var line = SamCommand().Matches(_sandbox.Hints).Single(command => command.Groups["name"].Value == name);
        Assert.Equal($"{Host}:host-gateway", line.Groups["host"].Value);
        var template = Repository.PathOf(line.Groups["template"].Value.Split('/'));
        Assert.True(File.Exists(template));
        var environment = JsonNode.Parse(File.ReadAllText(line.Groups["environment"].Value))!["RemediatorFunction"]!.AsObject();
        return (template, environment.ToDictionary(variable => variable.Key, variable => (string?)variable.Value));
    }

    private static IEnumerable<string> Declared(string template) =>
        Function(template)["Environment"]!["Variables"]!.AsObject().Select(variable => variable.Key);

    private static JsonObject Function(string template) =>
        StackTemplate.Of(template).ResourcesOf("AWS::Serverless::Function").Single().Properties;

    private static async Task TrustAsync(Uri endpoint, string authority)
    {
        using var root = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(Convert.FromBase64String(authority)));
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, endpoint.Port, Stop);
        await using var tls = new SslStream(connection.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = endpoint.Host,
            CertificateChainPolicy = new()
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { root },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        }, Stop);
    }

    [GeneratedRegex("^env_vars = \"(.*)\"", RegexOptions.Multiline)]
    private static partial Regex DefaultFile();

    [GeneratedRegex(@"sam local (?<name>[a-z-]+) .*?--template (?<template>\S+) --env-vars (?<environment>\S+) --add-host (?<host>\S+)")]
    private static partial Regex SamCommand();
}
