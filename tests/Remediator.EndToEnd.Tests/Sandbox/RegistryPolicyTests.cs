using System.Text.Json.Nodes;
using Remediator.Sandbox;
using Remediator.Sandbox.Model;

namespace Remediator.EndToEnd.Tests.Sandbox;

/// <summary>The registry policy as the real client sets it, and what the world's pulls make of it.</summary>
public sealed class RegistryPolicyTests : IAsyncLifetime
{
    private const string Denying =
        """{"Version":"2012-10-17","Statement":[{"Sid":"NoPulls","Effect":"Deny","Principal":"*","Action":"ecr:BatchGetImage","""
        + "\"Resource\":\"arn:aws:ecr:us-west-2:111122223333:repository/*\"}]}";

    private World _world = null!;
    private Tool _tool = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await World.StartAsync(Scenario.Load("workshop"), ct: TestContext.Current.CancellationToken);
        _tool = new(_world, Path.GetTempPath());
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_registry_policy_is_set_shown_and_deleted()
    {
        Tool.AwsRequired();
        Assert.Contains("RegistryPolicyNotFoundException", (await _tool.Aws("ecr", "get-registry-policy")).Error, StringComparison.Ordinal);
        Assert.Equal(0, (await _tool.Aws("ecr", "put-registry-policy", "--policy-text", Denying)).Exit);
        var shown = JsonNode.Parse((await _tool.Aws("ecr", "get-registry-policy")).Out)!;
        Assert.Equal("111122223333", (string?)shown["registryId"]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Denying), JsonNode.Parse((string)shown["policyText"]!)));
        Assert.Equal(0, (await _tool.Aws("ecr", "delete-registry-policy")).Exit);
        Assert.Contains("RegistryPolicyNotFoundException", (await _tool.Aws("ecr", "delete-registry-policy")).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_scope_is_V2_until_somebody_sets_it()
    {
        Tool.AwsRequired();
        string[] ask = ["ecr", "get-account-setting", "--name", "REGISTRY_POLICY_SCOPE", "--query", "value", "--output", "text"];
        Assert.Equal("V2", (await _tool.Aws(ask)).Out.Trim());
        Assert.Equal(0, (await _tool.Aws("ecr", "put-account-setting", "--name", "REGISTRY_POLICY_SCOPE", "--value", "V1")).Exit);
        Assert.Equal("V1", (await _tool.Aws(ask)).Out.Trim());
        Assert.Contains("InvalidParameterException",
            (await _tool.Aws("ecr", "put-account-setting", "--name", "REGISTRY_POLICY_SCOPE", "--value", "V3")).Error,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Statement":[{"Effect":"Deny","Principal":"*","Action":"ecr:*"}]}""", "V2")]
    [InlineData("""{"Statement":[{"Effect":"Deny","Principal":"*","Action":"ecr:*","Resource":"*","Mood":1}]}""", "V2")]
    [InlineData("""{"Statement":[""", "V2")]
    [InlineData(Denying, "V1")]
    public async Task Ecr_refuses_a_policy_without_resources_or_beyond_its_scope(string policy, string scope)
    {
        Tool.AwsRequired();
        await _tool.Aws("ecr", "put-account-setting", "--name", "REGISTRY_POLICY_SCOPE", "--value", scope);
        Assert.Contains("Invalid registry policy provided",
            (await _tool.Aws("ecr", "put-registry-policy", "--policy-text", policy)).Error, StringComparison.Ordinal);
        Assert.Null(_world.RegistryPolicy);
    }

    [Fact]
    public async Task A_request_that_the_registry_policy_denies_is_denied()
    {
        Tool.AwsRequired();
        _world.SetRegistryPolicy(Denying.Replace("ecr:BatchGetImage", "ecr:ListImages", StringComparison.Ordinal));
        var answer = await _tool.Aws("ecr", "list-images", "--repository-name", "retail-sample-app-ui");
        Assert.Contains("with an explicit deny in a resource-based policy", answer.Error, StringComparison.Ordinal);
    }
}
