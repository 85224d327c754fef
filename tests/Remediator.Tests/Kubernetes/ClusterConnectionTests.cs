using Amazon.Runtime;
using Remediator.Aws;
using Remediator.Core.Failures;
using Remediator.Kubernetes;
using Remediator.Sandbox;
using Remediator.Sandbox.Model;
using Remediator.Tests.Pipeline;
using Remediator.Tests.Runtime;
using Cluster = Remediator.Kubernetes.Cluster;

namespace Remediator.Tests.Kubernetes;

/// <summary>Clients of clusters: cached for a while, replaced, and disposed when no invocation can use them any more.</summary>
public sealed class ClusterConnectionTests : IAsyncLifetime
{
    private static readonly Scope s_scope = new("111122223333", "us-west-2", "eks-workshop", null, null, null);

    private readonly SteppedClock _clock = new();
    private World _world = null!;
    private AwsAccess _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await World.StartAsync(Scenario.Load("healthy"), ct: Story.Stop);
        var credentials = new BasicAWSCredentials(_world.Environment["AWS_ACCESS_KEY_ID"], _world.Environment["AWS_SECRET_ACCESS_KEY"]);
        _aws = new AwsAccess(credentials, _world.AwsEndpoint);
    }

    public async ValueTask DisposeAsync()
    {
        _aws.Dispose();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task A_replaced_client_works_until_every_invocation_that_may_use_it_has_ended()
    {
        using var connection = new ClusterConnection(_aws, null, _clock);
        var first = await connection.OpenAsync(s_scope, Story.Stop);
        _clock.Step(ClusterConnection.KeptFor);
        var second = await connection.OpenAsync(s_scope, Story.Stop);
        await ReadAsync(first);
        await ReadAsync(second);
        _clock.Step(TimeSpan.FromMinutes(15));
        await connection.OpenAsync(s_scope, Story.Stop);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ReadAsync(first));
        await ReadAsync(second);
    }

    [Fact]
    public async Task A_connection_that_is_disposed_disposes_its_clients()
    {
        var connection = new ClusterConnection(_aws, null, _clock);
        var cluster = await connection.OpenAsync(s_scope, Story.Stop);
        connection.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ReadAsync(cluster));
    }

    [Fact]
    public async Task A_cluster_that_does_not_exist_is_named()
    {
        using var connection = new ClusterConnection(_aws, null, _clock);
        var refused = await Assert.ThrowsAsync<ClusterUnreachableException>(() =>
            connection.OpenAsync(s_scope with { Cluster = "gone" }, Story.Stop));
        Assert.Equal("gap.cluster.not-found", refused.Why.Code);
        Assert.Equal("there is no cluster \"gone\" in us-west-2", refused.Message);
    }

    private static Task<IReadOnlyList<Pod>> ReadAsync(Cluster cluster) => cluster.PodsAsync("default", null, Story.Stop);
}
