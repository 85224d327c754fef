using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Plans;

namespace Remediator.Core.Tests.Plans;

/// <summary>A Deny that seems deliberate is lifted only with approval.</summary>
public class DeliberateDenyTests
{
    private static readonly (string, string) s_optedIn = (OptIns.TagKey, OptIns.TagValue);

    [Theory]
    [InlineData("quarantine", "true")]
    [InlineData("security:Quarantined", "2026-01-13")]
    [InlineData("state", "in QUARANTINE since Tuesday")]
    public void A_repository_that_is_tagged_as_quarantined_needs_approval(string key, string value) =>
        Asked($"the repository is tagged {key}={value}", Situation.Facts with { RepositoryTags = Situation.Tags(s_optedIn, (key, value)) });

    [Fact]
    public void A_listed_repository_whose_tags_cannot_be_read_needs_approval()
    {
        Guardrails listed = Situation.Rails with { OptIns = new OptIns(Situation.Region, ["shop/*"]) };
        Asked("tagged as quarantined could not be read: throttled",
            Situation.Facts with { RepositoryTags = Fact.Gap<IReadOnlyDictionary<string, string>>(Situation.Throttled) }, listed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(239)]
    public void A_policy_that_a_person_changed_in_the_last_hours_needs_approval(int minutesAgo) =>
        Asked("arn:aws:iam::111122223333:user/mary changed the repository policy at 2026-01-14", Changed(minutesAgo));

    [Fact]
    public void A_change_with_a_time_in_the_future_needs_approval_too() =>
        Asked("changed the repository policy", Changed(-5));

    [Fact]
    public void A_policy_needs_approval_when_its_last_change_cannot_be_read() =>
        Asked("who changed the repository policy last could not be read: throttled",
            Situation.Facts with { PolicyChangedBy = Fact.Gap<ChangedBy?>(Situation.Throttled) });

    [Fact]
    public void A_recent_change_needs_approval_even_if_the_event_does_not_say_whose_it_was() =>
        Asked("was changed at 2026-",
            Situation.Facts with { PolicyChangedBy = Fact.Of<ChangedBy?>(new(null, Situation.Now.AddMinutes(-5))) });

    [Theory]
    [InlineData(4 * 60)]
    [InlineData(24 * 60)]
    public void A_policy_change_from_several_hours_ago_needs_no_approval(int minutesAgo) =>
        Assert.IsType<Plan.PatchPolicy>(Situation.Planned(Changed(minutesAgo)));

    [Fact]
    public void A_refused_plan_stays_refused_however_deliberate_the_deny_is() =>
        Assert.IsType<Plan.LeaveAlone>(Situation.Planned(Changed(5) with { RepositoryTags = Situation.Tags(("quarantine", "true")) }));

    private static PullFacts Changed(int minutesAgo) =>
        Situation.Facts with
        {
            PolicyChangedBy = Fact.Of<ChangedBy?>(new("arn:aws:iam::111122223333:user/mary",
            Situation.Now.AddMinutes(-minutesAgo)))
        };

    private static void Asked(string why, PullFacts facts, Guardrails? rails = null) =>
        Assert.Contains(why, $"{Assert.IsType<Plan.Ask>(Situation.Planned(facts, rails)).Why}", StringComparison.Ordinal);
}
