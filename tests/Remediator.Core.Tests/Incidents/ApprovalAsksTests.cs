using Remediator.Core.Images;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Tests.Incidents;

/// <summary>Several clusters may wait for one plan.</summary>
public class ApprovalAsksTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Approval.Ask s_green = new("pull-1", new("111122223333", "us-west-2", "green", null, null, null), s_noon);
    private static readonly Approval.Ask s_blue = new("pull-2", s_green.Cluster with { Cluster = "blue" }, s_noon.AddMinutes(30));

    private static readonly PolicyPatch s_patch = new(
        (ImageReference.Ecr)ImageReference.Parse("111122223333.dkr.ecr.us-west-2.amazonaws.com/ui:1"),
        RoleArn.Parse("arn:aws:iam::111122223333:role/node"),
        PatchStrategy.CarveOut, RestartWorkloads.Auto, PolicyDocument.Parse("""{ "Statement": [] }"""), null, [], []);

    private static readonly Approval s_ofGreen = Approval.Asking(s_patch, s_green, null);

    [Fact]
    public void Another_request_does_not_overwrite_the_earlier_ones()
    {
        var both = Approval.Asking(s_patch, s_blue, s_ofGreen);
        Assert.Equal([s_green, s_blue], both.Asks);
        Assert.Equal(s_noon.AddMinutes(90), both.Expires);
        Assert.Single(Approval.Asking(s_patch, s_green, s_ofGreen).Asks);
    }

    [Fact]
    public void An_expired_request_has_to_be_made_again()
    {
        var late = Approval.Asking(s_patch, s_blue with { At = s_noon.AddHours(1) }, s_ofGreen);
        Assert.Equal(["pull-2"], late.Asks.Select(ask => ask.Incident));
        Assert.False(late.IsOpenFor("pull-1", s_noon, s_noon.AddHours(1)));
        Assert.True(late.IsOpenFor("pull-2", s_noon.AddHours(1), s_noon.AddHours(1)));
    }

    [Fact]
    public void An_approval_is_not_open_for_an_incident_that_was_not_notified_in_time()
    {
        Assert.True(s_ofGreen.IsOpenFor("pull-1", s_noon, s_noon.AddMinutes(1)));
        Assert.False(s_ofGreen.IsOpenFor("pull-1", s_noon.AddMinutes(-1), s_noon.AddMinutes(1)));
        Assert.False(s_ofGreen.IsOpenFor("pull-1", null, s_noon.AddMinutes(1)));
    }

    [Fact]
    public void A_decided_approval_is_not_open_for_any_incident() =>
        Assert.False((s_ofGreen with { State = ApprovalState.Approved }).IsOpenFor("pull-1", s_noon, s_noon));
}
