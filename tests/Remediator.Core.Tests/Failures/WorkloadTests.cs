using Remediator.Core.Failures;

namespace Remediator.Core.Tests.Failures;

/// <summary>What Container Insights calls a workload in <c>PodName</c>.</summary>
public class WorkloadTests
{
    [Theory]
    [InlineData("Deployment", "ui-private", "ui-private-7d4b9c-x2x2x", "ui-private", true)]
    [InlineData("Deployment", "ui-private", "ui-private-7d4b9c-x2x2x", "ui", false)]
    [InlineData("StatefulSet", "orders", "orders-0", "orders-0", true)]
    [InlineData("StatefulSet", "orders", "orders-0", "orders", true)]
    [InlineData("StatefulSet", "orders", "orders-0", "orders-1", false)]
    [InlineData("Job", "backup-29401380", "backup-29401380-x2x2x", "backup", true)]
    [InlineData("Job", "backup-29401380", "backup-29401380-x2x2x", "backup-29401380", true)]
    [InlineData("Job", "backup-2", "backup-2-x2x2x", "backup", false)]
    [InlineData("Job", "backup-2940138a", "backup-2940138a-x2x2x", "backup", false)]
    [InlineData("Deployment", "backup-29401380", "backup-29401380-7d4b9c-x2x2x", "backup", false)]
    [InlineData("Pod", "debug", "debug", "debug", true)]
    public void A_workload_is_called_by_its_own_name_its_CronJob_s_or_its_pod_s(string kind, string name, string pod, string called,
        bool isIt) =>
        Assert.Equal(isIt, new Workload(kind, name).IsCalled(called, pod));
}
