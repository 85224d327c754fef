using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.Lambda.Core;
using Amazon.Runtime;
using Remediator.Aws;
using Remediator.Cli.Staging;
using Remediator.Sandbox;
using Remediator.Tests.Witnesses;

namespace Remediator.Tests.Stories;

/// <summary>The workshop with moto as AWS: what the function reads and writes is judged by an ECR, EKS, IAM, STS and SNS that nobody here wrote.</summary>
public class MotoStoryTests(Moto moto)
{
    private const string Ecr = "AmazonEC2ContainerRegistry_V20150921";
    private const string Manifest =
        """{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json","config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":1,"digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000"},"layers":[]}""";

    private static readonly Scenario Workshop = Scenario.Parse("""{ "like": "workshop", "name": "moto", "account": "123456789012" }""");

    [Fact]
    public async Task The_alarm_comes_in_and_the_pod_runs_on_an_AWS_that_nobody_here_wrote()
    {
        var directory = Directory.CreateTempSubdirectory("moto").FullName;
        try
        {
            var topic = await FurnishAsync();
            await using var world = await World.StartAsync(Workshop, new WorldOptions { Aws = await moto.UrlAsync(), Clock = new FastClock(20) }, Story.Stop);
            var answer = await HandleAsync(world, topic, world.WriteKubeconfig(directory));

            Assert.Equal(("fixed", true), ((string?)answer["status"], (bool)answer["outcome"]!["verified"]!));
            Assert.Equal(11, (await StatementAsync())["Action"]!.AsArray().Count);
            Assert.Equal("Deny", (string?)(await StatementAsync())["Effect"]);
            Assert.True(await world.WaitUntilAsync(w => w.Pods().All(pod => pod.Ready), TimeSpan.FromMinutes(10), Story.Stop));
            Assert.All(world.Calls, call => Assert.Equal("kubernetes", call.Service));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private async Task<JsonNode> HandleAsync(World world, string topic, string kubeconfig)
    {
        using var aws = new AwsAccess(await AssumedAsync(), await moto.UrlAsync());
        var settings = Settings.Read(new Dictionary<string, string?> { ["REMEDIATION_MODE"] = "auto", ["FINDINGS_TOPIC_ARN"] = topic, ["KUBECONFIG"] = kubeconfig });
        var clock = new FastClock(20);
        var function = Composition.Function(settings, aws, Moto.Region, clock, new Log(_ => { }, clock));
        using var alarm = JsonDocument.Parse(world.Event);
        var answer = await function.HandleAsync(alarm.RootElement, new LocalContext(Stage.Timeout, Moto.Region, Workshop.Account, new Silence()));
        return Assert.Single(answer["findings"]!.AsArray())!;
    }

    /// <summary>Puts the workshop into moto; the ARN of the topic.</summary>
    private async Task<string> FurnishAsync()
    {
        await using var described = await World.StartAsync(Workshop, ct: Story.Stop);
        var role = Workshop.Roles.Keys.Single();
        await EcrAsync("CreateRepository", new() { ["tags"] = new JsonArray(new JsonObject { ["Key"] = "remediator:patch", ["Value"] = "allowed" }) });
        await EcrAsync("PutImage", new() { ["imageTag"] = "1.2.1", ["imageManifest"] = Manifest });
        await EcrAsync("SetRepositoryPolicy", new() { ["policyText"] = described.RepositoryPolicy(Story.Repository) });
        await moto.FormAsync("iam", "CreateRole", ("RoleName", role), ("AssumeRolePolicyDocument", "{}"));
        await moto.FormAsync("iam", "AttachRolePolicy", ("RoleName", role), ("PolicyArn", "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly"));
        await moto.RestAsync("eks", HttpMethod.Post, "/clusters", """{"name":"eks-workshop","roleArn":"arn:aws:iam::123456789012:role/cluster","resourcesVpcConfig":{"subnetIds":[]}}""");
        await moto.RestAsync("eks", HttpMethod.Post, "/clusters/eks-workshop/node-groups",
            $$"""{"nodegroupName":"default","subnets":[],"nodeRole":"arn:aws:iam::123456789012:role/{{role}}"}""");
        return Value(await moto.FormAsync("sns", "CreateTopic", ("Name", "moto-story")), "TopicArn");
    }

    private async Task<JsonNode> StatementAsync() =>
        Assert.Single(JsonNode.Parse((string)JsonNode.Parse(await EcrAsync("GetRepositoryPolicy", []))!["policyText"]!)!["Statement"]!.AsArray())!;

    private Task<string> EcrAsync(string operation, JsonObject input)
    {
        input["repositoryName"] = Story.Repository;
        return moto.JsonAsync("ecr", $"{Ecr}.{operation}", input.ToJsonString());
    }

    /// <summary>The function runs as a role, and moto tells one by the keys that it handed out for it.</summary>
    private async Task<SessionAWSCredentials> AssumedAsync()
    {
        var assumed = await moto.FormAsync("sts", "AssumeRole", ("RoleArn", "arn:aws:iam::123456789012:role/remediator"), ("RoleSessionName", "story"));
        return new(Value(assumed, "AccessKeyId"), Value(assumed, "SecretAccessKey"), Value(assumed, "SessionToken"));
    }

    private static string Value(string xml, string name) => XElement.Parse(xml).Descendants().First(element => element.Name.LocalName == name).Value;

    private sealed class Silence : ILambdaLogger
    {
        public void Log(string message) { }

        public void LogLine(string message) { }
    }
}
