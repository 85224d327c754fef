using Remediator.Core.Plans;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Plans;

public class OutcomeTests
{
    private static readonly Message s_why = new("restart.none");

    private static readonly Outcome[] s_outcomes =
    [
        new Outcome.None(), new Outcome.Patched(true, true, s_why), new Outcome.RolledBack(s_why), new Outcome.RollbackFailed(s_why),
        new Outcome.PolicyMoved(s_why), new Outcome.NotNeeded(s_why), new Outcome.Refused(s_why), new Outcome.Failed(s_why),
    ];

    [Fact]
    public void Every_outcome_that_may_have_changed_the_policy_counts_as_a_write() =>
        Assert.Equal(["Patched", "RolledBack", "RollbackFailed", "PolicyMoved", "Failed"],
            s_outcomes.Append(new Outcome.Failed(s_why) { MayHaveWritten = true }).Where(outcome => outcome.IsOfWrite)
                .Select(outcome => outcome.Result));

    [Fact]
    public void Only_an_observed_pull_verifies_a_patch()
    {
        Assert.Equal(["Patched"], s_outcomes.Where(outcome => outcome.Verified).Select(outcome => outcome.Result));
        Assert.False(new Outcome.Patched(false, false, s_why).Verified);
    }
}
