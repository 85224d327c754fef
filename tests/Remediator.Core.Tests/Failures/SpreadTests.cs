using Remediator.Core.Failures;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Tests.Failures;

public class SpreadTests
{
    private const string Registry = "111122223333.dkr.ecr.us-west-2.amazonaws.com";

    [Fact]
    public void One_pod_is_one_pod() => Assert.Equal(Breadth.OnePod, Over(At("ui", "a")).Breadth);

    [Fact]
    public void Pods_of_one_node_point_at_the_node() => Assert.Equal(Breadth.OneNode, Over(At("ui", "a"), At("cart", "a")).Breadth);

    [Fact]
    public void One_repository_on_several_nodes_points_at_the_repository() =>
        Assert.Equal(Breadth.OneRepository, Over(At("ui", "a"), At("ui", "b")).Breadth);

    [Fact]
    public void Several_repositories_on_one_group_point_at_the_group() =>
        Assert.Equal(Breadth.OneNodeGroup, Over(At("ui", "a"), At("cart", "b")).Breadth);

    [Fact]
    public void Several_repositories_on_several_groups_point_at_the_registry() =>
        Assert.Equal(Breadth.Registry, Over(At("ui", "a"), At("cart", "b", group: "spot")).Breadth);

    [Fact]
    public void Another_registry_or_another_symptom_is_not_counted() => Assert.Equal(Breadth.OnePod, Over(
        At("ui", "a"), At("ui", "b", Symptom.Forbidden), At("ui", "c", registry: "444455556666.dkr.ecr.us-west-2.amazonaws.com")).Breadth);

    [Theory]
    [InlineData(Symptom.DamagedTransfer)]
    [InlineData(Symptom.RuntimeFailed)]
    public void What_fails_on_the_nodes_is_counted_over_all_registries(Symptom symptom)
    {
        var spread = Over(At("ui", "a", symptom), At("eks/coredns", "b", symptom, "spot", "602401143452.dkr.ecr.us-west-2.amazonaws.com"),
            At("library/nginx", "b", symptom, "spot", "docker.io"));
        Assert.Equal((2, 3, 3), (spread.Nodes, spread.Repositories, spread.Registries));
        Assert.Equal("3 pods on 2 nodes fail this way for 3 repositories in 3 registries", $"{spread.Shown(missedTheRegistry: false)}");
    }

    [Fact]
    public void The_same_name_in_another_region_is_another_repository() => Assert.Equal(2, Over(At("ui", "a", Symptom.DamagedTransfer),
        At("ui", "b", Symptom.DamagedTransfer, registry: "111122223333.dkr.ecr.us-east-1.amazonaws.com")).Repositories);

    [Fact]
    public void What_was_seen_and_is_not_handled_counts_too()
    {
        PullFailure ui = At("ui", "a"), cart = At("cart", "b");
        Assert.Equal(2, Assert.Single(Spread.Over([ui], [ui, cart])).Spread.Repositories);
    }

    [Fact]
    public void A_node_that_was_denied_did_reach_the_registry()
    {
        var spread = Over(At("ui", "a"), At("cart", "b", Symptom.Forbidden), At("cart", "a", Symptom.NotFound));
        Assert.Equal(1, spread.NodesServed);
        Assert.EndsWith("; 1 other node gets answers from this registry", $"{spread.Shown(missedTheRegistry: false)}",
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_count_is_shown_in_the_first_step_of_the_chain()
    {
        var failure = Spread.Over([At("ui", "a"), At("cart", "b", Symptom.Forbidden)])[0];
        Assert.EndsWith("so check this node and its subnet first", $"{Situation.Diagnosed(Situation.Facts, failure).Evidence[0].What}",
            StringComparison.Ordinal);
    }

    private static Spread Over(params PullFailure[] all) => Spread.Over(all)[0].Spread;

    private static PullFailure At(string repository, string node, Symptom symptom = Symptom.Timeout, string group = "default",
        string registry = Registry) =>
        Situation.Failure(symptom, $"{registry}/{repository}:1", "i/o timeout", PodOn(node, $"{repository}-{node}-{symptom}"))
        with
        { Compute = new Compute.NodeGroup(group, null) };

    private static FailingPod[] PodOn(string node, string workload) => [Situation.Pod(workload: workload) with { Node = node }];
}
