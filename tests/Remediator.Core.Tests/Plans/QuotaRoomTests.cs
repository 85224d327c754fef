using Remediator.Core.Plans;

namespace Remediator.Core.Tests.Plans;

/// <summary>Whether a namespace's quotas let another pod in.</summary>
public class QuotaRoomTests
{
    private static readonly Dictionary<string, decimal> s_needs = new()
    {
        ["requests.cpu"] = 0.25m,
        ["cpu"] = 0.25m,
        ["limits.memory"] = 512,
    };

    [Theory]
    [InlineData("pods", 3, 2, null)]
    [InlineData("pods", 2, 2, "pods")]
    [InlineData("count/pods", 2, 2, "count/pods")]
    [InlineData("count/replicasets.apps", 2, 2, "count/replicasets.apps")]
    [InlineData("requests.cpu", 1, 0.5, null)]
    [InlineData("requests.cpu", 1, 0.8, "requests.cpu")]
    [InlineData("cpu", 1, 0.8, "cpu")]
    [InlineData("limits.memory", 1024, 512, null)]
    // what a pod takes is not stated, and may be set by a LimitRange
    [InlineData("requests.memory", 1000000, 0, "requests.memory")]
    [InlineData("requests.nvidia.com/gpu", 8, 0, "requests.nvidia.com/gpu")]
    // no pod takes any of these
    [InlineData("services", 1, 1, null)]
    [InlineData("requests.storage", 1, 1, null)]
    [InlineData("gold.storageclass.storage.k8s.io/requests.storage", 1, 1, null)]
    [InlineData("count/jobs.batch", 0, 0, null)]
    public void A_quota_that_is_full_is_named(string resource, decimal hard, decimal used, string? full)
    {
        var room = QuotaRoom.Of([Of("other", "services", 5, 1), Of("few", resource, hard, used)], s_needs);
        Assert.Equal(full is null ? new QuotaRoom.ForOneMore() : (QuotaRoom)new QuotaRoom.InPlaceOnly("few", full), room);
    }

    [Fact]
    public void Without_a_quota_there_is_room() => Assert.IsType<QuotaRoom.ForOneMore>(QuotaRoom.Of([], s_needs));

    [Fact]
    public void A_quota_of_which_more_is_taken_than_it_allows_is_exceeded()
    {
        Assert.Equal(new QuotaRoom.Exceeded("few", "pods"), QuotaRoom.Of([Of("full", "cpu", 1, 1), Of("few", "pods", 1, 2)], s_needs));
        Assert.IsType<QuotaRoom.InPlaceOnly>(QuotaRoom.Of([Of("few", "count/replicasets.apps", 1, 2)], s_needs));
    }

    private static Quota Of(string name, string resource, decimal hard, decimal used) =>
        new(name, new Dictionary<string, decimal> { [resource] = hard }, new Dictionary<string, decimal> { [resource] = used });
}
