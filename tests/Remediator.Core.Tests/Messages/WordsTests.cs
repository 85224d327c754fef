using Remediator.Core.Findings;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Tests.Verdicts.Causes;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Messages;

/// <summary>The languages beside each other: none lacks a text, and what is told in Japanese is told in Japanese.</summary>
public class WordsTests
{
    private static readonly Named s_named = new("ROLE", "REPOSITORY", "IMAGE", "WHY");

    public static TheoryData<Language> Languages => [.. Enum.GetValues<Language>()];

    public static TheoryData<string> Cases => [.. CauseCase.All.Select(one => one.File)];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_text_is_there_and_every_placeholder_is_filled(Language language) =>
        Assert.All(TextsOf(language), text =>
        {
            Assert.NotEmpty(text.Text.Trim());
            Assert.DoesNotContain('{', text.Text);
            Assert.DoesNotContain("  ", text.Text.Trim(), StringComparison.Ordinal);
        });

    [Fact]
    public void Every_language_has_the_same_texts() =>
        Assert.Single(Enum.GetValues<Language>().Select(language => string.Join('\n', TextsOf(language).Select(text => text.Name))).Distinct());

    [Fact]
    public void No_Japanese_text_is_the_English_one() =>
        Assert.All(TextsOf(Language.En).Zip(TextsOf(Language.Ja)), pair => Assert.NotEqual(pair.First.Text, pair.Second.Text));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Values_of_one_kind_are_told_apart(Language language) =>
        Assert.All(TextsOf(language).GroupBy(text => text.Name.Split('.')[0]), kind => Assert.Equal(kind.Count(), kind.Select(text => text.Text).Distinct().Count()));

    /// <summary>What only the node says, the event's own words, stays as it was said.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Everything_that_is_told_of_a_cause_has_its_Japanese(string file)
    {
        var one = CauseCase.Of(file);
        var finding = Situation.Found(one.Facts, failure: one.Failure);
        Assert.All(finding.Verdict.Evidence.Where(evidence => !$"{evidence.What}".Contains(one.Failure.Text, StringComparison.Ordinal)).Select(evidence => evidence.What)
            .Concat(finding.Verdict.Unknowns).Append(finding.Plan.Why), one => IsJapanese(one));
    }

    public static TheoryData<string> Outcomes =>
    [
        "Deployment/ui-private was restarted at 02:07:31Z; the image was pulled and the pod is ready",
        "2 stuck pods of Deployment/ui-private were evicted; no pull was seen within 90 s, the kubelet tries again by itself within 5 minutes",
        "2 pulls that began more than 30 s after the write failed with Forbidden again; the old policy was put back and read back",
        "nothing was changed: access denied, our role needs ecr:SetRepositoryPolicy",
        "the workload could not be watched: access denied, our role may not watch it in the cluster",
        "nothing was restarted; the workload could not be watched: access denied, our role may not watch it in the cluster",
        "approved through arn:aws:iam::111122223333:user/jo; Deployment/ui is paused, so it was not rolled out; 2 stuck pods of Deployment/ui were evicted; the image was pulled and the pod is ready",
        "no pod waits for this image any more; it lasted 5 minutes",
        "the approval does not hold: its hour was over at 2026-01-02T03:04:05Z; the next finding asks anew",
        "the budget of 5 patches an hour (MAX_PATCHES_PER_HOUR) is spent, so a person has to decide",
        "arn:aws:iam::111122223333:user/jo changed the repository policy at 2026-01-02 03:04Z",
        "this process has patched another repository already, and without INCIDENT_TABLE it patches only one",
        "approved through arn:aws:lambda:us-west-2:111122223333:function:f:approvals, unverified; Deployment/ui-private was restarted at 02:07:31Z; the image was pulled and the pod is ready",
        "Deployment/ui-private is paused, so it was not rolled out; 1 stuck pods of Deployment/ui-private were evicted",
        "Deployment/ui-private is applied by Flux, so its template was not touched; 1 stuck pods of Deployment/ui-private were evicted",
        "something else works on this repository at the moment; the next event judges it anew",
        "the item control in the incident table stops all writing",
        "nothing is written without the incident memory: the table cannot be read",
        "no pod waits for this image any more; it lasted 12 minutes",
        "no pod waits for this image any more; it lasted 2.5 hours",
        "the approval does not hold: its hour was over at 2026-01-14T09:30:00Z; the next finding asks anew",
        "the budget of 5 patches an hour (MAX_PATCHES_PER_HOUR) is spent, so a person has to decide",
        "40 repositories deny pulls at once, more than 5 (MAX_PATCHES_PER_HOUR): whoever did that may have meant it",
        "the repository is tagged quarantine=true",
        "arn:aws:iam::111122223333:user/mary changed the repository policy at 2026-01-14 09:30Z",
        "the repository belongs to the CloudFormation stack registry: its next deployment may put the old policy back, so change the template too",
    ];

    [Fact]
    public void What_a_text_quotes_is_no_hole() =>
        Assert.Contains("{1}=x", Words.In(Language.Ja).Phrase("the repository is tagged {1}=x"), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void An_outcome_has_its_Japanese(string why) => IsJapanese(why);

    [Fact]
    public void A_text_that_nobody_translated_stays_as_it_is() =>
        Assert.Equal("ecr: something new", Words.In(Language.Ja).Phrase("ecr: something new"));

    private static void IsJapanese(string english) =>
        Assert.True(Words.In(Language.Ja).Phrase(english) is var told && told != english && told.Any(c => c is >= '\u3041' and <= '\u9fff'), english);

    private static IEnumerable<(string Name, string Text)> TextsOf(Language language)
    {
        var words = Words.In(language);
        return
        [
            .. Each<Confidence>(words.Of), .. Each<Status>(words.Of), .. Each<Step>(words.Of), .. Each<StepResult>(words.Of), .. Each<Deed>(words.Of),
            .. Each<Label>(words.Of), .. Each<PolicyAnswer>(words.Of), .. Each<Hint>(hint => words.Of(hint, "why")),
            .. Each<Cause>(cause => words.Of(cause, s_named).Diagnosis), .. Each<Cause>(cause => words.Of(cause, s_named).Proof, "Proof"), .. Each<Cause>(cause => words.Of(cause, s_named).NextStep, "NextStep"),
            ("Answer.", words.Answer("action", "principal", PolicyAnswer.Unknown, PolicyAnswer.Allowed)), ("Count.", words.Count(2, false)), ("CountAhead.", words.Count(2, true)),
            ("More.", words.More(3)), ("Over.", words.Over("diagnosis")), ("Place.", words.Place("workload", "ns", "cluster", 2)), ("PulledBy.", words.PulledBy("role", "how")),
        ];
    }

    private static IEnumerable<(string, string)> Each<T>(Func<T, string> text, string? kind = null) where T : struct, Enum =>
        Enum.GetValues<T>().Select(value => ($"{kind ?? typeof(T).Name}.{value}", text(value)));
}
