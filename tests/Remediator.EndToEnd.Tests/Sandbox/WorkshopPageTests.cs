using System.Text.Json.Nodes;
using Remediator.Sandbox;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Model;

namespace Remediator.EndToEnd.Tests.Sandbox;

/// <summary>The workshop's page "ImagePullBackOff - ECR private image", walked with the clients it names.</summary>
public sealed class WorkshopPageTests : IAsyncLifetime
{
    private const string Repository = "retail-sample-app-ui";

    private readonly string _directory = Directory.CreateTempSubdirectory("workshop").FullName;
    private World _world = null!;
    private Tool _tool = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await World.StartAsync(Scenario.Load("workshop"), new() { Clock = new FastClock(20) },
            TestContext.Current.CancellationToken);
        _tool = new(_world, _directory);
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Kubectl_shows_the_deployment_the_pod_and_the_403()
    {
        Tool.KubectlRequired();
        var deployment = await _tool.Kubectl("get", "deploy", "ui-private");
        Assert.Matches(@"NAME +READY +UP-TO-DATE +AVAILABLE +AGE\nui-private +0/1 +1 +0 +5m", deployment.Out);
        var pods = await _tool.Kubectl("get", "pods", "-l", "app=app-private");
        Assert.Matches(
            @"NAME +READY +STATUS +RESTARTS +AGE\nui-private-[a-z0-9]+-[a-z0-9]{5} +0/1 +(ImagePullBackOff|ErrImagePull) +0 +5m", pods.Out);
        var pod = await _tool.Kubectl("describe", "pod", "-l", "app=app-private");
        Assert.Contains(
            $"unexpected status from HEAD request to https://111122223333.dkr.ecr.us-west-2.amazonaws.com/v2/{Repository}/manifests/1.2.1: "
                + $"403 Forbidden", pod.Out, StringComparison.Ordinal);
        Assert.Matches(@"Normal +Pulling +\S+ \(x[0-9]+ over \S+\) +kubelet +Pulling image", pod.Out);
        Assert.Matches(@"Warning +Failed +\S+ \(x[0-9]+ over \S+\) +kubelet +Error: ErrImagePull", pod.Out);
        Assert.Matches(@"Normal +BackOff .* +kubelet +Back-off pulling image", pod.Out);
        var image = await _tool.Kubectl("get", "deploy", "ui-private", "-o", "jsonpath={.spec.template.spec.containers[*].image}");
        Assert.Equal($"111122223333.dkr.ecr.us-west-2.amazonaws.com/{Repository}:1.2.1", image.Out);
        var events = await _tool.Kubectl("get", "events");
        Assert.Matches(@"LAST SEEN +TYPE +REASON +OBJECT +MESSAGE\n", events.Out);
    }

    [Fact]
    public async Task Aws_shows_the_image_the_role_its_policies_and_the_Deny()
    {
        Tool.AwsRequired();
        var images = await _tool.Aws("ecr", "describe-images", "--repository-name", Repository, "--image-ids", "imageTag=1.2.1");
        Assert.Equal("1.2.1", (string?)JsonNode.Parse(images.Out)!["imageDetails"]![0]!["imageTags"]![0]);
        var group = await _tool.Aws("eks", "describe-nodegroup", "--cluster-name", "eks-workshop", "--nodegroup-name", "default", "--query",
            "nodegroup.nodeRole", "--output", "text");
        var role = group.Out.Trim();
        Assert.Matches("^arn:aws:iam::111122223333:role/eksctl-", role);
        var attached = await _tool.Aws("iam", "list-attached-role-policies", "--role-name", role[(role.LastIndexOf('/') + 1)..]);
        Assert.Contains("AmazonEC2ContainerRegistryReadOnly", attached.Out, StringComparison.Ordinal);
        var document = await _tool.Aws("iam", "get-policy-version", "--policy-arn",
            "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly", "--version-id", "v3");
        Assert.Contains("ecr:GetAuthorizationToken", document.Out + document.Error, StringComparison.Ordinal);
        var policy = await _tool.Aws("ecr", "get-repository-policy", "--repository-name", Repository, "--query", "policyText",
            "--output", "text");
        var statement = JsonNode.Parse(policy.Out)!["Statement"]![0]!;
        Assert.Equal(("Deny", role, 14),
            ((string?)statement["Effect"], (string?)statement["Principal"]!["AWS"], statement["Action"]!.AsArray().Count));
        var instances = await _tool.Aws("ec2", "describe-instances", "--instance-ids", "i-0123456789abcdef0", "--query",
            "Reservations[0].Instances[0].IamInstanceProfile.Arn", "--output", "text");
        var profile = await _tool.Aws("iam", "get-instance-profile", "--instance-profile-name", instances.Out.Trim().Split('/')[1],
            "--query", "InstanceProfile.Roles[0].Arn", "--output", "text");
        Assert.Equal(role, profile.Out.Trim());
    }

    [Fact]
    public async Task After_the_page_s_fix_and_a_restart_the_pod_runs()
    {
        Tool.AwsRequired();
        Tool.KubectlRequired();
        var stuck = _world.Pods("default").Single();
        var fixedText = _world.RepositoryPolicy(Repository)!.Replace("\"Deny\"", "\"Allow\"", StringComparison.Ordinal);
        var set = await _tool.Aws("ecr", "set-repository-policy", "--repository-name", Repository, "--policy-text", fixedText);
        Assert.Equal(0, set.Exit);
        var restart = await _tool.Kubectl("rollout", "restart", "deploy", "ui-private");
        Assert.Equal("deployment.apps/ui-private restarted", restart.Out.Trim());
        var status = await _tool.Kubectl("rollout", "status", "deploy", "ui-private", "--timeout=20s");
        Assert.EndsWith("deployment \"ui-private\" successfully rolled out", status.Out.Trim(), StringComparison.Ordinal);
        var running = Assert.Single(_world.Pods("default"));
        Assert.NotEqual(stuck.Name.Split('-')[^2], running.Name.Split('-')[^2]);
        var pods = await _tool.Kubectl("get", "pods", "-l", "app=app-private");
        Assert.Matches(@"ui-private-\S+ +1/1 +Running +0 +", pods.Out);
        Assert.Contains(_world.Calls,
            call => call is { Service: "kubernetes", Operation: "patch deployments", Resource: "default/ui-private", Status: 200 });
    }

    [Fact]
    public async Task Kubectl_applies_a_deployment_of_its_own()
    {
        Tool.KubectlRequired();
        var file = Path.Combine(_directory, "deployment.yaml");
        await File.WriteAllTextAsync(file, """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: other, namespace: default }
            spec:
              replicas: 2
              selector: { matchLabels: { app: other } }
              template:
                metadata: { labels: { app: other } }
                spec: { containers: [ { name: ui, image: "111122223333.dkr.ecr.us-west-2.amazonaws.com/retail-sample-app-ui:9.9" } ] }
            """, TestContext.Current.CancellationToken);
        var applied = await _tool.Kubectl("apply", "-f", file);
        Assert.Equal("deployment.apps/other created", applied.Out.Trim());
        Assert.True(await _world.WaitUntilAsync(
            world => world.Pods("default").Count(pod => pod is { Workload: "Deployment/other", WaitingReason: "ImagePullBackOff" }) == 2,
            TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        var again = await _tool.Kubectl("apply", "-f", file);
        Assert.Equal("deployment.apps/other unchanged", again.Out.Trim());
    }

    [Fact]
    public async Task Kubectl_reaches_the_cluster_with_the_token_of_aws_eks_get_token()
    {
        Tool.AwsRequired();
        Tool.KubectlRequired();
        var kubeconfig = Path.Combine(_directory, "eks");
        var updated = await _tool.Aws("eks", "update-kubeconfig", "--name", "eks-workshop", "--kubeconfig", kubeconfig);
        Assert.True(updated.Exit == 0, updated.Error);
        var pods = await _tool.Run("kubectl", ["get", "pods"], new() { ["KUBECONFIG"] = kubeconfig, ["HOME"] = _directory });
        Assert.Contains("ui-private-", pods.Out + pods.Error, StringComparison.Ordinal);
    }
}
