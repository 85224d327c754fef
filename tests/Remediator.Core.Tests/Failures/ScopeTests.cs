namespace Remediator.Core.Tests.Failures;

public class ScopeTests
{
    [Fact]
    public void A_scope_can_be_printed() => Assert.Contains("eks-workshop", $"{Situation.Scope}", StringComparison.Ordinal);

    [Fact]
    public void A_workload_s_scope_is_not_the_whole_cluster_s()
    {
        Assert.False(Situation.Scope.IsWholeCluster);
        Assert.True(Situation.Scope.OfWholeCluster().IsWholeCluster);
    }
}
