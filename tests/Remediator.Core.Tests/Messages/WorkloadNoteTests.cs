using System.Text;
using Remediator.Core.Messages;
using Remediator.Core.Plans;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Messages;

/// <summary>What kubectl describe shows of an incident.</summary>
public class WorkloadNoteTests
{
    public static TheoryData<Language> Languages => [.. Enum.GetValues<Language>()];

    public static TheoryData<string, Language> Hostile =>
        [.. from text in HostileTexts.Texts from language in Enum.GetValues<Language>() select (text, language)];

    [Theory]
    [MemberData(nameof(Languages))]
    public void It_names_the_cause_the_incident_and_the_next_step(Language language)
    {
        var finding = Situation.Found();
        var (note, catalogue) = (WorkloadNote.Of(finding, language), Catalogue.In(language));
        Assert.StartsWith(catalogue.Text(Headline.Diagnosis(Report.Of(finding))), note, StringComparison.Ordinal);
        Assert.Contains(finding.Key, note, StringComparison.Ordinal);
        Assert.Contains(catalogue.Sentence(Advice.For(Report.Of(finding))[0].Says), note, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_is_left_to_do_it_says_so() => Assert.EndsWith("Next: No action was needed.",
        WorkloadNote.Of(Situation.Found(outcome: new Outcome.NotNeeded(new Message("outcome.already-correct"))), Language.En),
        StringComparison.Ordinal);

    [Fact]
    public void A_command_stands_there_whole_or_it_says_where_it_is()
    {
        var advice = Advice.For(Report.Of(Situation.Found()))[0];
        Assert.EndsWith(advice.Command!, WorkloadNote.Of(Situation.Found(), Language.En), StringComparison.Ordinal);
        var wide = Situation.Deny($$"""{"AWS":"{{Situation.NodeRole}}"}""",
            ["ecr:BatchGetImage", .. Enumerable.Range(0, 60).Select(n => $"ecr:Operation{n}")]);
        var note = WorkloadNote.Of(Situation.Found(Situation.Facts with { RepositoryPolicy = Situation.Policy(wide) }), Language.En);
        Assert.DoesNotContain("aws ecr set-repository-policy", note, StringComparison.Ordinal);
        Assert.EndsWith(Catalogue.In(Language.En).Text(new Message("label.command-elsewhere")), note, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void The_longest_names_fit_into_an_Event_and_the_key_stays(Language language)
    {
        var text = new string('漢', 5_000);
        var failure = Situation.Failure(image: text, text: text, pods: [Situation.Pod(0, text, text)]);
        var finding = Situation.Found(failure: failure);
        var note = WorkloadNote.Of(finding, language);
        Assert.InRange(Encoding.UTF8.GetByteCount(note), 1, 1024);
        Assert.Contains(finding.Key, note, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Nothing_in_it_is_invisible_or_a_line_of_its_own(string text, Language language)
    {
        var note = WorkloadNote.Of(Situation.Found(failure: Situation.Failure(image: text, text: text)), language);
        Assert.Empty(HostileTexts.InvisibleIn(note));
        Assert.DoesNotContain('\n', note);
    }
}
