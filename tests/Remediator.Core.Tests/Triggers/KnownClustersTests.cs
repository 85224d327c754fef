using Remediator.Core.Failures;
using Remediator.Core.Triggers;

namespace Remediator.Core.Tests.Triggers;

public sealed class KnownClustersTests
{
    private const string Own = "111122223333";
    private const string Spoke = "222233334444";
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
        Assert.Equal(why, Of(listed).WhyNot(s_ui with { Account = "999900001111" }, Own)?.ToString());

    [Fact]
    public void An_event_of_another_region_is_accepted_only_where_it_is_listed()
    {
        var elsewhere = s_ui with { Region = "eu-central-1" };
        Assert.Equal("region eu-central-1 is not ours (us-west-2)", Of("").WhyNot(elsewhere, Own)?.ToString());
        Assert.Null(Of("111122223333/eu-central-1/blue").WhyNot(elsewhere, Own));
    }

    [Fact]
    public void A_cluster_listed_twice_is_scanned_once() =>
        Assert.Equal([s_ui with { Namespace = null, Workload = null }], Of("blue,111122223333/us-west-2/blue").Literal(Own));

    [Fact]
    public void A_name_finds_the_listed_cluster_whatever_its_region() =>
        Assert.Equal("eu-central-1", Of("111122223333/eu-central-1/blue").Named("blue", Own).Region);

    [Theory]
    [InlineData("*", true)]
    [InlineData("bl*", true)]
    [InlineData("b?ue", true)]
    [InlineData("111122223333/us-west-2/*", true)]
    [InlineData("*/us-west-2/b*", true)]
    [InlineData("prod-*", false)]
    [InlineData("*/eu-central-1/*", false)]
    [InlineData("999900001111/us-west-2/*", false)]
    public void An_event_is_accepted_for_a_cluster_that_a_pattern_matches_in_its_account_and_region(string listed, bool believed) =>
        Assert.Equal(believed, Of(listed).WhyNot(s_ui, Own) is null);

    [Theory]
    [InlineData("*", true)]
    [InlineData("blue,*", false)]
    [InlineData("blue", false)]
    [InlineData("", false)]
    public void Only_where_nothing_but_a_pattern_speaks_for_a_cluster_must_EKS_list_it(string listed, bool byPattern) =>
        Assert.Equal(byPattern, Of(listed).IsByPattern(s_ui, Own));

    [Fact]
    public void A_pattern_of_every_account_stands_for_the_own_one_and_those_with_a_role() =>
        Assert.Equal([Own, Spoke], Of("*/eu-west-1/prod-*").Patterns(Own).Select(pattern => pattern.Account));

    [Theory]
    [InlineData("*/us-west-2/*", Spoke, true)]
    [InlineData("*/us-west-2/*", "999900001111", false)]
    [InlineData("*", Spoke, false)]
    public void An_account_is_believed_by_a_pattern_of_every_account_only_with_a_role_there(string listed, string account, bool believed) =>
        Assert.Equal(believed, Of(listed).Believes(account, Own));

    [Fact]
    public void A_pattern_matches_whole_names_in_any_part_of_them() =>
        Assert.Equal(["prod-a", "prod-b-1"],
            KnownClusters.Matching(Of("prod-*").Patterns(Own).Single(), ["prod-a", "nonprod-a", "prod-b-1", "PROD-c", "prod"])
                .Select(scope => scope.Cluster));

    [Fact]
    public void A_pattern_is_not_among_the_clusters_that_are_spelled_out()
    {
        var known = Of("blue,prod-*");
        Assert.Equal(["blue"], known.Literal(Own).Select(scope => scope.Cluster));
        Assert.Equal(["prod-*"], known.Patterns(Own).Select(scope => scope.Cluster));
        Assert.True(known.Patterns(Own).Single().IsPattern);
        Assert.False(known.Literal(Own).Single().IsPattern);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-x")]
    [InlineData("*/us-west-2/blue")]
    [InlineData("1111*/us-west-2/blue*")]
    [InlineData("111122223333/*/blue")]
    [InlineData("prod.*")]
    [InlineData("*/*")]
    [InlineData("us-west-2/blue")]
    [InlineData("1/us-west-2/blue")]
    [InlineData("111122223333/us west/blue")]
    [InlineData("111122223333/us-west-2/")]
    [InlineData("arn:aws:eks:us-west-2:111122223333:cluster/blue")]
    public void What_is_neither_a_name_nor_account_region_name_is_no_entry(string text) => Assert.Null(ListedCluster.Parse(text));

    private static KnownClusters Of(string listed) =>
        new("us-west-2", [.. listed.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(text => ListedCluster.Parse(text)!)],
            [Spoke]);
}
