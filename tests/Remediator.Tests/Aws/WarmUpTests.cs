using Amazon.Runtime;
using Remediator.Aws;
using Remediator.Runtime;
using Remediator.Sandbox;
using Remediator.Sandbox.Model;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Aws;

/// <summary>What the function does once while it starts.</summary>
public class WarmUpTests
{
    [Theory]
    [InlineData("workshop")]
    [InlineData("self-managed-node")]
    public async Task Every_read_of_a_first_diagnosis_is_warmed_up(string scenario)
    {
        await using var story = await Story.BeginAsync(Scenario.Load(scenario), [("REMEDIATION_MODE", "report")]);
        await story.DeliverAsync();
        var reads = story.Calls.Distinct()
            .Where(call => !call.StartsWith("kubernetes ", StringComparison.Ordinal) && call != "sns Publish").ToArray();
        Assert.NotEmpty(reads);
        Assert.Empty(reads.Except(await WarmedUpAsync()));
    }

    [Fact]
    public async Task The_warm_up_only_reads() =>
        Assert.All(await WarmedUpAsync(), call => Assert.Matches("^[a-z0-9]+ (Describe|Get|List)[A-Za-z]+$", call));

    /// <summary>Bounded by the SDK's own retries: an answer that it cannot read would take it through them, and fail.</summary>
    [Fact]
    public async Task Every_call_is_answered_without_a_network() => await WarmUp.CallAsync();

    [Fact]
    public async Task A_part_that_fails_is_logged_and_the_function_starts()
    {
        var lines = new List<string>();
        var failed = Task.FromException(new InvalidDataException("no roots"));
        Assert.True(await WarmUp.EndedAsync(failed, new Log(lines.Add, TimeProvider.System)));
        Assert.Contains("\"error\":\"System.IO.InvalidDataException\",\"why\":\"no roots\"", Assert.Single(lines),
            StringComparison.Ordinal);
    }

    private static async Task<HashSet<string>> WarmedUpAsync()
    {
        await using var world = await World.StartAsync(Scenario.Load("healthy"), ct: Story.Stop);
        var credentials = new BasicAWSCredentials(world.Environment["AWS_ACCESS_KEY_ID"], world.Environment["AWS_SECRET_ACCESS_KEY"]);
        using var aws = new AwsAccess(credentials, world.AwsEndpoint);
        // nothing of these names exists in this world; only the calls count
        await Task.WhenAll(WarmUp.Reads(aws)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return [.. world.Calls.Select(call => $"{call.Service} {call.Operation}")];
    }
}
