using System.Text.Json.Nodes;
using Remediator.Sandbox.Model;

namespace Remediator.Tests.Pipeline;

/// <summary>What is proposed of things that this program never writes, made by hand in the same world: the pod runs.</summary>
public class ProposalTests
{
    private const string Role = "eksctl-eks-workshop-nodegroup-defa-NodeInstanceRole-vWD7AqRmnZ2x";

    [Theory]
    [InlineData("identity-does-not-allow", "inline-policy")]
    [InlineData("boundary-denies", "permissions-boundary")]
    [InlineData("endpoint-policy-denies", "endpoint-policy")]
    [InlineData("registry-policy-denies", "registry-policy")]
    [InlineData("image-archived", "restore-image")]
    [InlineData("kms-key-unusable", "kms-key")]
    [InlineData("s3-outside-the-egress-rule", "security-group-rule")]
    [InlineData("endpoint-security-group-closed", "security-group-rule")]
    public async Task With_the_proposed_change_the_pod_runs(string scenario, string kind)
    {
        JsonNode proposal;
        await using (var story = await Story.BeginAsync(scenario))
        {
            var plan = (await story.FindingAsync())["plan"]!;
            proposal = plan["proposal"] ?? throw new InvalidOperationException(plan.ToJsonString());
            Assert.Equal(kind, (string?)proposal["kind"]);
            Assert.Empty(story.Writes);
        }
        var changed = Applied(scenario, proposal);
        (changed["like"], changed["name"]) = (scenario, "variation");
        changed["expected"] = JsonNode.Parse("""{"status":null,"cause":null,"podRunning":true}""");
        await using var after = await Story.BeginAsync(Scenario.Parse(changed.ToJsonString()));
        Assert.True(await after.RunsAsync());
    }

    /// <summary>The difference that the command would make, as the scenario describes the world.</summary>
    private static JsonObject Applied(string scenario, JsonNode proposal) => scenario switch
    {
        "identity-does-not-allow" => One("roles", One(Role, One("inline", One("Pull", Document(proposal))))),
        "boundary-denies" => One("policies", One("node-boundary", Document(proposal))),
        "endpoint-policy-denies" => Network(One("endpoints", One("ecr.dkr", One("policy", Document(proposal))))),
        "registry-policy-denies" => One("registryPolicy", Document(proposal)),
        "image-archived" => Json("""{"repositories":{"retail-sample-app-ui":{"images":[{"tags":["1.2.1"],"status":"ACTIVE"}]}}}"""),
        "kms-key-unusable" => Json("""{"repositories":{"retail-sample-app-ui":{"keyUsable":true}}}"""),
        "s3-outside-the-egress-rule" => Egress(proposal),
        _ => Network(Json("""
            {"endpoints":{"ecr.dkr":{"ingress":[{"protocol":"tcp","from":443,"to":443,"group":"sg-0fedcba9876543210"}]}}}
            """)),
    };

    private static JsonObject Egress(JsonNode proposal)
    {
        Assert.Contains("CidrIp=52.218.128.17/32", (string?)proposal["command"], StringComparison.Ordinal);
        var changed = Network(Json("""{"nodeEgress":[{"protocol":"tcp","from":443,"to":443,"cidr":"0.0.0.0/0"}]}"""));
        changed["clusters"]!["eks-workshop"]!["workloads"] = JsonNode.Parse("""{"default/ui-private":{"fails":null}}""");
        return changed;
    }

    private static JsonNode? Document(JsonNode proposal) => proposal["document"]?.DeepClone();

    private static JsonObject Network(JsonObject differences) =>
        One("clusters", One("eks-workshop", One("network", differences)));

    private static JsonObject One(string name, JsonNode? value) => new() { [name] = value };

    private static JsonObject Json(string json) => JsonNode.Parse(json)!.AsObject();
}
