using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.Lambda.Core;
using Amazon.Runtime;
using Remediator.Aws;
using Remediator.Cli.Hosting;
using Remediator.Runtime;
using Remediator.Sandbox;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Model;
using Remediator.Settings;
using Remediator.Tests.Witnesses;

namespace Remediator.Tests.Pipeline;

/// <summary>
/// The workshop with moto as AWS: what the function reads and writes is judged by an ECR, EKS, EC2, IAM, STS and SNS that nobody here
/// wrote.
/// </summary>
public class WorkshopOnMotoTests(Moto moto)
{
    private const string Ecr = "AmazonEC2ContainerRegistry_V20150921";
    private const double Speed = 8;
    private const string Manifest =
        """{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json","config":"""
            + """{"mediaType":"application/vnd.docker.container.image.v1+json","size":1"""
            + ""","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000"},"layers":[]}""";

    private static readonly Scenario s_workshop = Scenario.Parse("""{ "like": "workshop", "name": "moto", "account": "123456789012" }""");

    [Fact]
    public async Task Fifty_concurrent_alarms_lead_to_one_write_that_makes_the_pod_run_on_moto()
    {
        var directory = Directory.CreateTempSubdirectory("moto").FullName;
        try
        {
            var topic = await FurnishAsync();
            var workshop = OnNode(await LaunchAsync());
            await using var world = await World.StartAsync(workshop,
                new WorldOptions { Aws = await moto.UrlAsync(), Clock = new FastClock(Speed) }, Story.Stop);
            var log = new ConcurrentQueue<JsonNode>();
            var answers = await Task.WhenAll(
                Enumerable.Repeat(world.WriteKubeconfig(directory), 50).Select(kubeconfig => HandleAsync(world, topic, kubeconfig, log)));

            var answer = Assert.Single(answers, answer => (string?)answer["status"] == "fixed");
            Assert.True((bool)answer["outcome"]!["verified"]!);
            Assert.Single(log, line => (string?)line["message"] == "repository policy changed");
            Assert.Single(log, line => (string?)line["message"] == "finding");
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

    /// <summary>The workshop on one node, which is an instance of moto's.</summary>
    private static Scenario OnNode(string instance) => Scenario.Parse($$"""
        { "like": "workshop", "name": "moto", "account": "123456789012", "clusters": { "eks-workshop": { "nodes": {
          "ip-10-42-108-71.us-west-2.compute.internal": { "instance": "{{instance}}" },
            "ip-10-42-147-12.us-west-2.compute.internal": null } } } }
        """);

    /// <summary>An instance with the tags that EKS gives to those of a node group.</summary>
    private async Task<string> LaunchAsync()
    {
        var image = XElement.Parse(await moto.FormAsync("ec2", "DescribeImages")).Descendants()
            .First(element => element.Name.LocalName == "imageId").Value;
        return Value(await moto.FormAsync("ec2", "RunInstances",
            ("ImageId", image), ("MinCount", "1"), ("MaxCount", "1"), ("TagSpecification.1.ResourceType", "instance"),
            ("TagSpecification.1.Tag.1.Key", "eks:cluster-name"), ("TagSpecification.1.Tag.1.Value", "eks-workshop"),
            ("TagSpecification.1.Tag.2.Key", "eks:nodegroup-name"), ("TagSpecification.1.Tag.2.Value", "default")), "instanceId");
    }

    private async Task<JsonNode> HandleAsync(World world, string topic, string kubeconfig, ConcurrentQueue<JsonNode> log)
    {
        using var aws = new AwsAccess(await AssumedAsync(), await moto.UrlAsync());
        FunctionSettings settings = FunctionSettings.Read(new Dictionary<string, string?>
        {
            ["REMEDIATION_MODE"] = "auto",
            ["FINDINGS_TOPIC_ARN"] = topic,
            ["KUBECONFIG"] = kubeconfig,
            ["INCIDENT_TABLE"] = "moto-story",
        });
        var clock = new FastClock(Speed);
        using var function = Composition.Function(settings, aws, Moto.Region, clock,
            new Log(line => log.Enqueue(JsonNode.Parse(line)!), clock));
        using var alarm = JsonDocument.Parse(world.Event);
        var answer = await function.HandleAsync(alarm.RootElement,
            new LocalContext(SandboxFunction.Timeout, Moto.Region, s_workshop.Account, new Silence()));
        return Assert.Single(answer["findings"]!.AsArray())!;
    }

    /// <summary>Puts the workshop into moto; the ARN of the topic.</summary>
    private async Task<string> FurnishAsync()
    {
        await using var described = await World.StartAsync(s_workshop, ct: Story.Stop);
        var role = s_workshop.Roles.Keys.Single();
        await EcrAsync("CreateRepository",
            new() { ["tags"] = new JsonArray(new JsonObject { ["Key"] = "remediator:patch", ["Value"] = "allowed" }) });
        await EcrAsync("PutImage", new() { ["imageTag"] = "1.2.1", ["imageManifest"] = Manifest });
        await EcrAsync("SetRepositoryPolicy", new() { ["policyText"] = described.RepositoryPolicy(Story.Repository) });
        await moto.FormAsync("iam", "CreateRole", ("RoleName", role), ("AssumeRolePolicyDocument", "{}"));
        await moto.FormAsync("iam", "AttachRolePolicy", ("RoleName", role),
            ("PolicyArn", "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly"));
        await moto.RestAsync("eks", HttpMethod.Post, "/clusters",
            """{"name":"eks-workshop","roleArn":"arn:aws:iam::123456789012:role/cluster","resourcesVpcConfig":{"subnetIds":[]}}""");
        await moto.RestAsync("eks", HttpMethod.Post, "/clusters/eks-workshop/node-groups",
            $$"""{"nodegroupName":"default","subnets":[],"nodeRole":"arn:aws:iam::123456789012:role/{{role}}"}""");
        await moto.JsonAsync("dynamodb", "DynamoDB_20120810.CreateTable", """
            { "TableName": "moto-story", "BillingMode": "PAY_PER_REQUEST",
              "AttributeDefinitions": [ { "AttributeName": "kind", "AttributeType": "S" },
                { "AttributeName": "key", "AttributeType": "S" } ],
              "KeySchema": [ { "AttributeName": "kind", "KeyType": "HASH" }, { "AttributeName": "key", "KeyType": "RANGE" } ] }
            """);
        return Value(await moto.FormAsync("sns", "CreateTopic", ("Name", "moto-story")), "TopicArn");
    }

    private async Task<JsonNode> StatementAsync() =>
        Assert.Single(JsonNode.Parse((string)JsonNode.Parse(await EcrAsync("GetRepositoryPolicy", []))!["policyText"]!)!["Statement"]!
            .AsArray())!;

    private Task<string> EcrAsync(string operation, JsonObject input)
    {
        input["repositoryName"] = Story.Repository;
        return moto.JsonAsync("ecr", $"{Ecr}.{operation}", input.ToJsonString());
    }

    /// <summary>The function runs as a role, which moto recognizes by the keys that it issued for it.</summary>
    private async Task<SessionAWSCredentials> AssumedAsync()
    {
        var assumed = await moto.FormAsync("sts", "AssumeRole", ("RoleArn", "arn:aws:iam::123456789012:role/remediator"),
            ("RoleSessionName", "story"));
        return new(Value(assumed, "AccessKeyId"), Value(assumed, "SecretAccessKey"), Value(assumed, "SessionToken"));
    }

    private static string Value(string xml, string name) =>
        XElement.Parse(xml).Descendants().First(element => element.Name.LocalName == name).Value;

    private sealed class Silence : ILambdaLogger
    {
        public void Log(string message) { }

        public void LogLine(string message) { }
    }
}
