using Remediator.Core.Findings;
using Remediator.Core.Incidents;

namespace Remediator.Core.Tests.Incidents;

/// <summary>A message that is sent again by mistake has the same id; a new one has another.</summary>
public class MessageIdTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Finding s_finding = Situation.Found();

    [Fact]
    public void The_outcome_notification_of_a_patch_is_identified_by_the_patch() =>
        Assert.Equal("pull-1#x",
            MessageId.Of(s_finding with { Ends = "pull-1#x" }, Incident.After(s_finding, null, s_noon, notified: true)));

    [Fact]
    public void A_notification_that_was_sent_but_not_stored_is_sent_again_with_the_same_id()
    {
        Assert.Equal(MessageId.Of(s_finding, null), MessageId.Of(s_finding with { DiagnosisTime = TimeSpan.FromSeconds(3) }, null));
        Assert.StartsWith($"{s_finding.Key}@", MessageId.Of(s_finding, null), StringComparison.Ordinal);
    }

    [Fact]
    public void A_notification_after_the_cooldown_has_a_new_id()
    {
        var told = Incident.After(s_finding, null, s_noon, notified: true);
        var again = Incident.After(s_finding, told, s_noon.AddHours(1), notified: true);
        Assert.Equal(3, new[] { MessageId.Of(s_finding, null), MessageId.Of(s_finding, told), MessageId.Of(s_finding, again) }.Distinct()
            .Count());
    }
}
