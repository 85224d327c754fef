using System.Text.Json.Nodes;
using Remediator.Sandbox;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;

namespace Remediator.EndToEnd.Tests.Sandbox;

/// <summary>What ECR takes and refuses as a repository policy, asked with the real client.</summary>
public sealed class RepositoryPolicyTests : IAsyncLifetime
{
    private const string Repository = "retail-sample-app-ui";

    private World _world = null!;
    private Tool _tool = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await World.StartAsync(Scenario.Load("workshop"), ct: TestContext.Current.CancellationToken);
        _tool = new(_world, Path.GetTempPath());
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:BatchGetImage","Resource":"*"}]}""", "Invalid repository "
        + "policy provided")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:GetAuthorizationToken"}]}""", "Invalid repository policy "
        + "provided")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/nobody"}"""
        + ""","Action":"ecr:BatchGetImage"}]}""",
        "Principal not found")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"AROAEXAMPLEEXAMPLE123"},"Action":"ecr:BatchGetImage"}]}""",
        "Principal not found")]
    [InlineData("""{"Statement":[{"Effect":"Deny","Principal":"*","Action":"ecr:*"}]}""", "prevent you from setting another policy")]
    [InlineData("""{"Statement":[""", "Invalid repository policy provided")]
    public async Task Ecr_refuses_an_invalid_policy(string policy, string because)
    {
        Tool.AwsRequired();
        var before = _world.RepositoryPolicy(Repository);
        var answer = await _tool.Aws("ecr", "set-repository-policy", "--repository-name", Repository, "--policy-text", policy);
        Assert.Contains("InvalidParameterException", answer.Error, StringComparison.Ordinal);
        Assert.Contains(because, answer.Error, StringComparison.Ordinal);
        Assert.Equal(before, _world.RepositoryPolicy(Repository));
    }

    [Fact]
    public async Task Ecr_refuses_more_than_10240_characters()
    {
        Tool.AwsRequired();
        var policy = """{"Statement":[{"Sid":"SID","Effect":"Allow","Principal":"*","Action":"ecr:BatchGetImage"}]}""".Replace("SID",
            new string('a', 10_240), StringComparison.Ordinal);
        var answer = await _tool.Aws("ecr", "set-repository-policy", "--repository-name", Repository, "--policy-text", policy);
        Assert.Contains("InvalidParameterException", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ecr_locks_the_caller_out_only_when_forced()
    {
        Tool.AwsRequired();
        const string policy = """{"Statement":[{"Effect":"Deny","Principal":"*","Action":"ecr:*"}]}""";
        var forced = await _tool.Aws("ecr", "set-repository-policy", "--repository-name", Repository, "--policy-text", policy, "--force");
        Assert.Equal(0, forced.Exit);
        var after = await _tool.Aws("ecr", "get-repository-policy", "--repository-name", Repository);
        Assert.Contains("AccessDeniedException", after.Error, StringComparison.Ordinal);
        Assert.Contains("with an explicit deny in a resource-based policy", after.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ecr_prints_a_policy_its_own_way()
    {
        Tool.AwsRequired();
        var answer = await _tool.Aws("ecr", "set-repository-policy", "--repository-name", Repository, "--policy-text",
            """{"Version":"2012-10-17","Statement":[{"Sid":"PublicRead","Effect":"Allow","Principal":"*","Action":"""
                + """["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]}]}""");
        Assert.Equal(
            "{\n  \"Version\" : \"2012-10-17\",\n  \"Statement\" : [ {\n    \"Sid\" : \"PublicRead\",\n    \"Effect\" : \"Allow\",\n    "
                + "\"Principal\" : \"*\",\n"
            + "    \"Action\" : [ \"ecr:BatchGetImage\", \"ecr:GetDownloadUrlForLayer\" ]\n  } ]\n}",
            (string?)JsonNode.Parse(answer.Out)!["policyText"]);
    }

    [Fact]
    public async Task A_deleted_policy_is_not_found_and_cannot_be_deleted_again()
    {
        Tool.AwsRequired();
        var deleted = await _tool.Aws("ecr", "delete-repository-policy", "--repository-name", Repository);
        Assert.Equal(0, deleted.Exit);
        var again = await _tool.Aws("ecr", "delete-repository-policy", "--repository-name", Repository);
        Assert.Contains("RepositoryPolicyNotFoundException", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_secret_gives_an_invalid_signature_and_an_unknown_key_an_unknown_client()
    {
        Tool.AwsRequired();
        string[] ask = ["ecr", "get-repository-policy", "--repository-name", Repository];
        var wrong = await _tool.Run("aws", ask, new() { ["AWS_SECRET_ACCESS_KEY"] = "something-else" });
        Assert.Contains("InvalidSignatureException", wrong.Error, StringComparison.Ordinal);
        var unknown = await _tool.Run("aws", ["sts", "get-caller-identity"], new() { ["AWS_ACCESS_KEY_ID"] = "SANDBOXSTRANGER00000" });
        Assert.Contains("InvalidClientTokenId", unknown.Error, StringComparison.Ordinal);
        var known = await _tool.Aws("sts", "get-caller-identity", "--query", "Arn", "--output", "text");
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/operator/at-the-keyboard", known.Out.Trim());
    }

    [Theory]
    [InlineData(FaultKind.Throttle, "ThrottlingException")]
    [InlineData(FaultKind.ServerError, "ServerException")]
    [InlineData(FaultKind.Denied, "AccessDeniedException")]
    [InlineData(FaultKind.Reset, "Connection")]
    public async Task An_injected_fault_is_returned_and_ends_after_the_given_number_of_times(FaultKind kind, string says)
    {
        Tool.AwsRequired();
        _world.InjectFault(new("ecr", "GetRepositoryPolicy", kind, Times: 1));
        string[] ask = ["ecr", "get-repository-policy", "--repository-name", Repository];
        var first = await _tool.Aws(ask);
        Assert.NotEqual(0, first.Exit);
        Assert.Contains(says, first.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await _tool.Aws(ask)).Exit);
    }

    [Fact]
    public async Task A_garbage_response_contains_no_policy()
    {
        Tool.AwsRequired();
        _world.InjectFault(new("ecr", "*", FaultKind.Garbage));
        Assert.DoesNotContain("policyText", (await _tool.Aws("ecr", "get-repository-policy", "--repository-name", Repository)).Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_hangs_hangs_until_its_client_gives_up()
    {
        Tool.AwsRequired();
        _world.InjectFault(new("ecr", "GetRepositoryPolicy", FaultKind.Timeout, After: 1));
        string[] ask = ["ecr", "get-repository-policy", "--repository-name", Repository, "--cli-read-timeout", "1"];
        Assert.Equal(0, (await _tool.Aws(ask)).Exit);
        Assert.Contains("Read timeout", (await _tool.Aws(ask)).Error, StringComparison.Ordinal);
        Assert.Equal([200, 0], _world.Calls.Select(call => call.Status));
    }

    [Fact]
    public async Task A_stale_read_answers_with_the_policy_before_the_last_write()
    {
        Tool.AwsRequired();
        var before = _world.RepositoryPolicy(Repository);
        _world.SetRepositoryPolicy(Repository, """{"Statement":[]}""");
        _world.InjectFault(new("ecr", "GetRepositoryPolicy", FaultKind.Stale, Times: 1));
        var answer = await _tool.Aws("ecr", "get-repository-policy", "--repository-name", Repository);
        Assert.Equal(before, (string?)JsonNode.Parse(answer.Out)!["policyText"]);
    }

    [Fact]
    public async Task Sns_accepts_a_message_with_a_default_text_and_refuses_one_without()
    {
        Tool.AwsRequired();
        string[] publish = ["sns", "publish", "--topic-arn", _world.TopicArn, "--message-structure", "json", "--subject", "found",
            "--message"];
        Assert.Equal(0, (await _tool.Aws([.. publish, """{"default":"text","email":"longer text"}"""])).Exit);
        Assert.Contains("InvalidParameter", (await _tool.Aws([.. publish, """{"email":"text"}"""])).Error, StringComparison.Ordinal);
        Assert.Equal("found", Assert.Single(_world.Notifications).Subject);
    }
}
