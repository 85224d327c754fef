using Remediator.Core.Images;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Tests.Incidents;

/// <summary>Several clusters may wait for one plan.</summary>
public class ApprovalAsksTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Approval.Ask Green = new("pull-1", new("111122223333", "us-west-2", "green", null, null, null), Noon);
    private static readonly Approval.Ask Blue = new("pull-2", Green.Cluster with { Cluster = "blue" }, Noon.AddMinutes(30));

    private static readonly PolicyPatch Patch = new(
        (ImageReference.Ecr)ImageReference.Parse("111122223333.dkr.ecr.us-west-2.amazonaws.com/ui:1"),
        RoleArn.Parse("arn:aws:iam::111122223333:role/node"),
        PatchStrategy.CarveOut, RestartWorkloads.Auto, PolicyDocument.Parse("""{ "Statement": [] }"""), null, [], []);

    private static readonly Approval OfGreen = Approval.Asking(Patch, Green, null);

    [Fact]
    public void One_more_that_asks_overwrites_none()
    {
        var both = Approval.Asking(Patch, Blue, OfGreen);
        Assert.Equal([Green, Blue], both.Asks);
        Assert.Equal(Noon.AddMinutes(90), both.Expires);
        Assert.Single(Approval.Asking(Patch, Green, OfGreen).Asks);
    }

    [Fact]
    public void Who_could_not_be_answered_any_more_has_to_ask_again()
    {
        var late = Approval.Asking(Patch, Blue with { At = Noon.AddHours(1) }, OfGreen);
        Assert.Equal(["pull-2"], late.Asks.Select(ask => ask.Incident));
        Assert.False(late.IsOpenFor("pull-1", Noon, Noon.AddHours(1)));
        Assert.True(late.IsOpenFor("pull-2", Noon.AddHours(1), Noon.AddHours(1)));
    }

    [Fact]
    public void Who_was_not_told_was_not_asked()
    {
        Assert.True(OfGreen.IsOpenFor("pull-1", Noon, Noon.AddMinutes(1)));
        Assert.False(OfGreen.IsOpenFor("pull-1", Noon.AddMinutes(-1), Noon.AddMinutes(1)));
        Assert.False(OfGreen.IsOpenFor("pull-1", null, Noon.AddMinutes(1)));
    }

    [Fact]
    public void What_was_decided_is_open_for_nobody() =>
        Assert.False((OfGreen with { State = ApprovalState.Approved }).IsOpenFor("pull-1", Noon, Noon));
}
