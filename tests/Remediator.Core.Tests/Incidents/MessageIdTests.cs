using Remediator.Core.Findings;
using Remediator.Core.Incidents;

namespace Remediator.Core.Tests.Incidents;

/// <summary>Sent again without knowing it, a message is the same; anything new is another.</summary>
public class MessageIdTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Finding Finding = Situation.Found();

    [Fact]
    public void The_end_of_a_patch_is_known_by_the_patch() =>
        Assert.Equal("pull-1#x", MessageId.Of(Finding with { Ends = "pull-1#x" }, Incident.After(Finding, null, Noon, notified: true)));

    [Fact]
    public void What_was_sent_and_not_remembered_is_sent_again_as_the_same()
    {
        Assert.Equal(MessageId.Of(Finding, null), MessageId.Of(Finding with { DiagnosisTime = TimeSpan.FromSeconds(3) }, null));
        Assert.StartsWith($"{Finding.Key}@", MessageId.Of(Finding, null), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_told_after_the_cooldown_is_another_message()
    {
        var told = Incident.After(Finding, null, Noon, notified: true);
        var again = Incident.After(Finding, told, Noon.AddHours(1), notified: true);
        Assert.Equal(3, new[] { MessageId.Of(Finding, null), MessageId.Of(Finding, told), MessageId.Of(Finding, again) }.Distinct()
            .Count());
    }
}
