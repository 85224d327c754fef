using Remediator.Core.Findings;
using Remediator.Core.Incidents;

namespace Remediator.Core.Tests.Incidents;

/// <summary>Sent again without knowing it, a message is the same; anything new is another.</summary>
public class MessageIdTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Finding s_finding = Situation.Found();

    [Fact]
    public void The_end_of_a_patch_is_known_by_the_patch() =>
        Assert.Equal("pull-1#x",
            MessageId.Of(s_finding with { Ends = "pull-1#x" }, Incident.After(s_finding, null, s_noon, notified: true)));

    [Fact]
    public void What_was_sent_and_not_remembered_is_sent_again_as_the_same()
    {
        Assert.Equal(MessageId.Of(s_finding, null), MessageId.Of(s_finding with { DiagnosisTime = TimeSpan.FromSeconds(3) }, null));
        Assert.StartsWith($"{s_finding.Key}@", MessageId.Of(s_finding, null), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_told_after_the_cooldown_is_another_message()
    {
        var told = Incident.After(s_finding, null, s_noon, notified: true);
        var again = Incident.After(s_finding, told, s_noon.AddHours(1), notified: true);
        Assert.Equal(3, new[] { MessageId.Of(s_finding, null), MessageId.Of(s_finding, told), MessageId.Of(s_finding, again) }.Distinct()
            .Count());
    }
}
