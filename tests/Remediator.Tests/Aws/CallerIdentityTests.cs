using Amazon.Runtime;
using Remediator.Aws;
using Remediator.Core.Failures;
using Remediator.Sandbox;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Aws;

/// <summary>Which account this program works in, with and without STS: an incident's key begins with it.</summary>
public class CallerIdentityTests
{
    private static readonly Scope s_cluster = new("", "us-west-2", "eks-workshop", null, null, null);

    [Fact]
    public async Task The_account_is_that_of_the_role() =>
        Assert.Equal("111122223333", await AccountAsync(sts: true, "999900001111", s_cluster));

    [Theory]
    [InlineData("222233334444", "222233334444")]
    [InlineData(null, "111122223333")]
    [InlineData("", "111122223333")]
    public async Task Without_STS_it_is_that_of_the_event_or_else_of_the_cluster(string? eventAccount, string expected) =>
        Assert.Equal(expected, await AccountAsync(sts: false, eventAccount, s_cluster));

    [Fact]
    public async Task Without_any_of_them_it_is_not_known_and_never_empty() =>
        Assert.Null(await AccountAsync(sts: false, null, s_cluster with { Cluster = "gone" }));

    private static async Task<string?> AccountAsync(bool sts, string? eventAccount, Scope cluster)
    {
        await using var world = await World.StartAsync(Scenario.Load("healthy"), ct: Story.Stop);
        if (!sts)
            world.InjectFault(new Fault("sts", "GetCallerIdentity", FaultKind.Denied));
        var credentials = new BasicAWSCredentials(world.Environment["AWS_ACCESS_KEY_ID"], world.Environment["AWS_SECRET_ACCESS_KEY"]);
        using var aws = new AwsAccess(credentials, world.AwsEndpoint);
        var clusters = new ClusterReads(aws, TimeProvider.System);
        return await new CallerIdentity(aws, "us-west-2").AccountAsync(eventAccount, cluster, clusters, Story.Stop);
    }
}
