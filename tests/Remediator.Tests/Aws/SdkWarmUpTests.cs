using Amazon.Runtime;
using Remediator.Aws;
using Remediator.Sandbox;
using Remediator.Sandbox.Model;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Aws;

/// <summary>What the function does once while it comes up.</summary>
public class SdkWarmUpTests
{
    [Theory]
    [InlineData("workshop")]
    [InlineData("self-managed-node")]
    public async Task Everything_that_a_first_diagnosis_asks_of_aws_was_rehearsed(string scenario)
    {
        await using var story = await Story.BeginAsync(Scenario.Load(scenario), [("REMEDIATION_MODE", "report")]);
        await story.DeliverAsync();
        var asked = AwsReads(story);
        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(await RehearsedAsync()));
    }

    [Fact]
    public async Task What_is_rehearsed_only_reads() => Assert.All(await RehearsedAsync(), call => Assert.Matches("^[a-z0-9]+ (Describe|Get|List)[A-Za-z]+$", call));

    /// <summary>Bounded by the SDK's own retries: an answer that it cannot read would take it through them, and fail.</summary>
    [Fact]
    public async Task It_is_played_to_nobody_and_every_call_is_answered() => await SdkWarmUp.PlayAsync();

    private static async Task<HashSet<string>> RehearsedAsync()
    {
        await using var world = await World.StartAsync(Scenario.Load("healthy"), ct: Story.Stop);
        using var aws = new AwsAccess(new BasicAWSCredentials(world.Environment["AWS_ACCESS_KEY_ID"], world.Environment["AWS_SECRET_ACCESS_KEY"]), world.AwsEndpoint);
        // nothing of these names is in this world: what counts is that it was asked
        await Task.WhenAll(SdkWarmUp.Reads(aws)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return [.. world.Calls.Select(call => $"{call.Service} {call.Operation}")];
    }

    private static string[] AwsReads(Story story) => [.. story.Calls.Distinct().Where(call => !call.StartsWith("kubernetes ", StringComparison.Ordinal) && call != "sns Publish")];
}
