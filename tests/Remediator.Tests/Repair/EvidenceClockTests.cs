using Microsoft.Extensions.Time.Testing;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.PullTexts;
using Remediator.Kubernetes;
using Remediator.Repair;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Repair;

/// <summary>
/// The kubelet's times are the cluster's: the start of a pull is compared with the write by the cluster's clock, not by the function's.
/// </summary>
public class EvidenceClockTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private static readonly PullFailure s_failure = new(
        new Scope("111122223333", "us-west-2", "eks-workshop", null, null, null),
        ImageReference.Parse("111122223333.dkr.ecr.us-west-2.amazonaws.com/ui:1"),
        Symptom.Forbidden, "403 Forbidden", new Compute.NodeGroup("default", "i-1"),
        [new("shop", "ui-1", "uid", new("Deployment", "ui"), "ui", "node")]);

    [Theory]
    [InlineData(0)]
    [InlineData(600)]
    [InlineData(-600)]
    public async Task The_clock_offset_is_computed_from_the_server_s_responses(int seconds)
    {
        var clock = new ServerClock(new FakeTimeProvider(s_noon)) { InnerHandler = new Answering(s_noon.AddSeconds(seconds)) };
        using var client = new HttpClient(clock);
        await client.GetAsync(new Uri("http://cluster.invalid/"), Story.Stop);
        Assert.Equal(TimeSpan.FromSeconds(seconds), clock.Ahead);
    }

    /// <summary>
    /// The cluster's clock is ten minutes ahead, so pulls that failed before the write look as if they had started after it.
    /// </summary>
    [Fact]
    public void Pulls_that_started_before_the_write_by_the_cluster_s_clock_prove_nothing()
    {
        var ahead = TimeSpan.FromMinutes(10);
        var failed = new FailedPulls(s_failure);
        failed.Note(Attempts(s_noon + ahead - TimeSpan.FromMinutes(2)), Pods, s_noon + ahead);
        Assert.Null(failed.Again);
        failed.Note(Attempts(s_noon + ahead + TimeSpan.FromMinutes(1)), Pods, s_noon + ahead);
        failed.Note(Attempts(s_noon + ahead + TimeSpan.FromMinutes(3)), Pods, s_noon + ahead);
        Assert.Equal("verify.failed-again", failed.Again?.Code);
    }

    private static Dictionary<string, Pod> Pods =>
        new() { ["uid"] = new Pod { Metadata = new() { Uid = "uid", Name = "ui-1", Namespace = "shop" }, Spec = new() } };

    private static ClusterEvent[] Attempts(DateTimeOffset began) =>
    [
        Event("Pulling", began, "Pulling image \"111122223333.dkr.ecr.us-west-2.amazonaws.com/ui:1\""),
        Event("Failed", began.AddSeconds(1), "Failed to pull image \"111122223333.dkr.ecr.us-west-2.amazonaws.com/ui:1\": 403 Forbidden"),
    ];

    private static ClusterEvent Event(string reason, DateTimeOffset at, string message) => new()
    {
        Reason = reason,
        Message = message,
        LastTimestamp = at.UtcDateTime,
        InvolvedObject = new EventObject { Uid = "uid", FieldPath = "spec.containers{ui}" },
    };

    private sealed class Answering(DateTimeOffset date) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = new HttpResponseMessage();
            response.Headers.Date = date;
            return Task.FromResult(response);
        }
    }
}
