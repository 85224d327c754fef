using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Plans;

namespace Remediator.Core.Tests.Plans;

/// <summary>What a person seems to mean is lifted by a person only.</summary>
public class DeliberateDenyTests
{
    private static readonly (string, string) s_optedIn = (OptIns.TagKey, OptIns.TagValue);

    [Theory]
    [InlineData("quarantine", "true")]
    [InlineData("security:Quarantined", "2026-01-13")]
    [InlineData("state", "in QUARANTINE since Tuesday")]
    public void A_repository_that_is_tagged_as_quarantined_is_asked_about(string key, string value) =>
        Asked($"the repository is tagged {key}={value}", Situation.Facts with { RepositoryTags = Situation.Tags(s_optedIn, (key, value)) });

    [Fact]
    public void A_listed_repository_whose_tags_cannot_be_read_is_asked_about()
    {
        Guardrails listed = Situation.Rails with { OptIns = new OptIns(Situation.Region, ["shop/*"]) };
        Asked("tagged as quarantined could not be read: throttled",
            Situation.Facts with { RepositoryTags = Fact.Gap<IReadOnlyDictionary<string, string>>(Situation.Throttled) }, listed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(239)]
    public void A_policy_that_a_person_changed_in_the_last_hours_is_asked_about(int minutesAgo) =>
        Asked("arn:aws:iam::111122223333:user/mary changed the repository policy at 2026-01-14", Changed(minutesAgo));

    [Fact]
    public void A_change_that_seems_to_lie_ahead_is_asked_about_too() =>
        Asked("changed the repository policy", Changed(-5));

    [Fact]
    public void Whether_a_person_changed_the_policy_that_cannot_be_read_is_asked_about() =>
        Asked("who changed the repository policy last could not be read: throttled",
            Situation.Facts with { PolicyChangedBy = Fact.Gap<ChangedBy?>(Situation.Throttled) });

    [Theory]
    [InlineData(4 * 60)]
    [InlineData(24 * 60)]
    public void A_change_of_some_hours_ago_binds_nobody(int minutesAgo) =>
        Assert.IsType<Plan.PatchPolicy>(Situation.Planned(Changed(minutesAgo)));

    [Fact]
    public void What_is_refused_stays_refused_however_deliberate_it_is() =>
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
