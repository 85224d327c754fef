using Remediator.Core.Audit;

namespace Remediator.Core.Tests.Audit;

/// <summary>Which nodes may run the pods of a template that has none.</summary>
public class PlacementTests
{
    private static readonly NodeTraits s_node = new("ip-1", new Dictionary<string, string> { ["arch"] = "arm64", ["gen"] = "7" }, []);

    private static readonly Placement s_anywhere = new(new Dictionary<string, string>(), [], []);

    [Theory]
    [InlineData("arm64", true)]
    [InlineData("amd64", false)]
    public void A_node_selector_wants_its_labels(string wanted, bool isAllowed) => Assert.Equal(isAllowed,
        (s_anywhere with { Selector = new Dictionary<string, string> { ["arch"] = wanted } }).Allows(s_node));

    [Theory]
    [InlineData("arch", "In", "arm64", true)]
    [InlineData("arch", "In", "amd64", false)]
    [InlineData("arch", "NotIn", "amd64", true)]
    [InlineData("arch", "NotIn", "arm64", false)]
    [InlineData("gpu", "NotIn", "t4", true)]
    [InlineData("arch", "Exists", "", true)]
    [InlineData("gpu", "Exists", "", false)]
    [InlineData("gpu", "DoesNotExist", "", true)]
    [InlineData("gen", "Gt", "6", true)]
    [InlineData("gen", "Gt", "7", false)]
    [InlineData("gen", "Lt", "8", true)]
    [InlineData("gpu", "Lt", "8", false)]
    [InlineData("metadata.name", "In", "ip-1", true)]
    [InlineData("metadata.name", "In", "ip-2", false)]
    public void An_affinity_term_wants_all_that_it_says(string key, string operation, string value, bool isAllowed) =>
        Assert.Equal(isAllowed, (s_anywhere with { Terms = [[new NodeDemand(key, operation, [value])]] }).Allows(s_node));

    [Fact]
    public void One_term_of_several_is_enough() => Assert.True((s_anywhere with
    {
        Terms = [[new NodeDemand("arch", "In", ["amd64"])], [new NodeDemand("gen", "Exists", [])]],
    }).Allows(s_node));

    [Theory]
    [InlineData("topology.kubernetes.io/zone", true)]
    [InlineData("node.kubernetes.io/instance-type", true)]
    [InlineData("eks.amazonaws.com/capacityType", true)]
    [InlineData("arch", false)]
    [InlineData("example.com/team", false)]
    [InlineData("team", false)]
    public void A_node_that_is_not_there_yet_may_get_what_Kubernetes_and_AWS_label_it_with(string label, bool isAllowed)
    {
        var wanted = new Dictionary<string, string> { [label] = "wanted" };
        Assert.False((s_anywhere with { Selector = wanted }).Allows(s_node));
        Assert.Equal(isAllowed, (s_anywhere with { Selector = wanted }).Allows(s_node with { AreExpected = true }));
        Assert.Equal(isAllowed, (s_anywhere with { Terms = [[new NodeDemand(label, "In", ["wanted"])]] })
            .Allows(s_node with { AreExpected = true }));
    }

    [Theory]
    [InlineData("team", "Equal", "shop", "NoSchedule", true)]
    [InlineData("team", "Equal", "pay", "NoSchedule", false)]
    [InlineData("team", "Exists", "", null, true)]
    [InlineData(null, "Exists", "", null, true)]
    [InlineData("team", "Exists", "", "NoExecute", false)]
    public void A_taint_keeps_pods_away_that_do_not_tolerate_it(string? key, string operation, string value, string? effect, bool isAllowed)
    {
        var tainted = s_node with { Taints = [new Taint("team", "shop", "NoSchedule")] };
        Assert.False(s_anywhere.Allows(tainted));
        Assert.Equal(isAllowed, (s_anywhere with { Tolerations = [new Toleration(key, operation, value, effect)] }).Allows(tainted));
    }

    [Theory]
    [InlineData("node.kubernetes.io/unschedulable", "NoSchedule")]
    [InlineData("team", "PreferNoSchedule")]
    public void A_taint_that_passes_or_only_advises_keeps_nobody_away(string key, string effect) =>
        Assert.True(s_anywhere.Allows(s_node with { Taints = [new Taint(key, "", effect)] }));
}
