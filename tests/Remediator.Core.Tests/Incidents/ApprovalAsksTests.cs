using Remediator.Core.Policies;

namespace Remediator.Core.Tests.Incidents;

/// <summary>Several clusters may wait for one plan.</summary>
public class ApprovalAsksTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Approval.Ask Green = new("pull-1", new("111122223333", "us-west-2", "green", null, null, null));
    private static readonly Approval.Ask Blue = new("pull-2", Green.Cluster with { Cluster = "blue" });

    private static readonly PolicyPatch Patch = new(
        (ImageReference.Ecr)ImageReference.Parse("111122223333.dkr.ecr.us-west-2.amazonaws.com/ui:1"), RoleArn.Parse("arn:aws:iam::111122223333:role/node"),
        PatchStrategy.CarveOut, RestartWorkloads.Auto, PolicyDocument.Parse("""{ "Statement": [] }"""), null, [], []);

    [Fact]
    public void One_more_that_asks_overwrites_none()
    {
        var both = Approval.Asking(Patch, Blue, Approval.Asking(Patch, Green, null, Noon), Noon.AddMinutes(30));
        Assert.Equal([Green, Blue], both.Asks);
        Assert.Equal(Noon.AddMinutes(90), both.Expires);
        Assert.Single(Approval.Asking(Patch, Green, Approval.Asking(Patch, Green, null, Noon), Noon).Asks);
    }

    [Fact]
    public void Who_could_not_be_answered_any_more_has_to_ask_again()
    {
        var late = Approval.Asking(Patch, Blue, Approval.Asking(Patch, Green, null, Noon), Noon.AddHours(1));
        Assert.Equal([Blue], late.Asks);
        Assert.False(late.IsOpenFor(Green.Incident, Noon.AddHours(1)));
        Assert.True(late.IsOpenFor(Blue.Incident, Noon.AddHours(1)));
    }

    [Fact]
    public void What_was_decided_is_open_for_nobody() =>
        Assert.False((Approval.Asking(Patch, Green, null, Noon) with { State = ApprovalState.Approved }).IsOpenFor(Green.Incident, Noon));
}
