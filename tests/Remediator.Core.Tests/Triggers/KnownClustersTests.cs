using Remediator.Core.Failures;
using Remediator.Core.Triggers;

namespace Remediator.Core.Tests.Triggers;

public sealed class KnownClustersTests
{
    private const string Own = "111122223333";
    private static readonly Scope s_ui = new(Own, "us-west-2", "blue", "default", "ui", null);

    [Theory]
    [InlineData("", true)]
    [InlineData("blue", true)]
    [InlineData("green,blue", true)]
    [InlineData("111122223333/us-west-2/blue", true)]
    [InlineData("green", false)]
    [InlineData("111122223333/eu-central-1/blue", false)]
    [InlineData("999900001111/us-west-2/blue", false)]
    public void An_event_is_accepted_for_listed_clusters_or_for_any_cluster_if_none_is_listed(string listed, bool believed) =>
        Assert.Equal(believed, Of(listed).WhyNot(s_ui, Own) is null);

    [Theory]
    [InlineData("", "account 999900001111 is not ours (111122223333)")]
    [InlineData("blue", "account 999900001111 is not ours (111122223333)")]
    [InlineData("444455556666/us-west-2/blue", "account 999900001111 is not ours (111122223333)")]
    [InlineData("999900001111/us-west-2/green", "CLUSTERS does not list cluster blue of region us-west-2, account 999900001111")]
    [InlineData("999900001111/us-west-2/blue", null)]
    public void An_event_of_another_account_is_accepted_only_for_its_listed_clusters(string listed, string? why) =>
        Assert.Equal(why, Of(listed).WhyNot(s_ui with { Account = "999900001111" }, Own));

    [Fact]
    public void An_event_of_another_region_is_accepted_only_where_it_is_listed()
    {
        var elsewhere = s_ui with { Region = "eu-central-1" };
        Assert.Equal("region eu-central-1 is not ours (us-west-2)", Of("").WhyNot(elsewhere, Own));
        Assert.Null(Of("111122223333/eu-central-1/blue").WhyNot(elsewhere, Own));
    }

    [Fact]
    public void A_cluster_listed_twice_is_scanned_once() =>
        Assert.Equal([s_ui with { Namespace = null, Workload = null }], Of("blue,111122223333/us-west-2/blue").All(Own));

    [Fact]
    public void A_name_finds_the_listed_cluster_whatever_its_region() =>
        Assert.Equal("eu-central-1", Of("111122223333/eu-central-1/blue").Named("blue", Own).Region);

    [Theory]
    [InlineData("")]
    [InlineData("-x")]
    [InlineData("us-west-2/blue")]
    [InlineData("1/us-west-2/blue")]
    [InlineData("111122223333/us west/blue")]
    [InlineData("111122223333/us-west-2/")]
    [InlineData("arn:aws:eks:us-west-2:111122223333:cluster/blue")]
    public void What_is_neither_a_name_nor_account_region_name_is_no_entry(string text) => Assert.Null(ListedCluster.Parse(text));

    private static KnownClusters Of(string listed) =>
        new("us-west-2", [.. listed.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(text => ListedCluster.Parse(text)!)]);
}
