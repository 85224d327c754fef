using System.Runtime.CompilerServices;
using Remediator.Core.Messages;
using Remediator.Core.Plans;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Verdicts.Causes;

public class CauseTests
{
    public static TheoryData<string> Files => [.. CauseCase.All.Select(one => one.File)];

    public static TheoryData<Cause> Causes => [.. Enum.GetValues<Cause>()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_case_leads_to_its_verdict_and_plan(string file)
    {
        var expected = CauseCase.Of(file);
        var verdict = expected.Verdict;
        Assert.Equal((expected.Cause, expected.Confidence), (verdict.Cause, verdict.Confidence));
        Assert.Equal(expected.Plan, Plan.For(expected.Failure, expected.Facts, verdict, Situation.Rails).GetType().Name);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_case_shows_its_error_text_and_a_command_to_check_it_manually(string file)
    {
        var one = CauseCase.Of(file);
        Assert.Contains(one.Verdict.Evidence, evidence => $"{evidence.What}".Contains(one.Failure.Text, StringComparison.Ordinal));
        Assert.Contains(one.Verdict.Evidence, evidence => evidence.Command is not null);
    }

    /// <summary>A case contains only facts that the function would read: a read that is never made must not decide a case.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Every_fact_given_in_a_case_would_have_been_read(string file)
    {
        var (_, _, failure, facts, _, _, _) = CauseCase.Of(file);
        var first = facts with
        {
            EncryptionKey = null,
            Manifest = null,
            Node = null,
            PullThroughRules = null,
            CreationTemplates = null,
            Upstream = null,
            Elsewhere = null,
            EndpointPolicies = null,
        };
        var open = OpenQuestions.Of(failure, first, Diagnosis.Of(failure, first));
        Assert.True(open.Node || facts.Node is null, "node");
        Assert.True(open.EndpointPolicies || facts.EndpointPolicies is null, "endpoint policies");
        Assert.True(open.EncryptionKey || facts.EncryptionKey is null, "encryption key");
        Assert.True(open.Elsewhere || facts.Elsewhere is null, "elsewhere");
        Assert.True(open.PullThroughRules || facts.PullThroughRules is null, "pull-through cache rules");
        Assert.True(open.PullThroughRules || facts.Upstream is null, "what ECR reported");
        Assert.True(open.CreationTemplates || facts.CreationTemplates is null, "creation templates");
        Assert.True(OpenQuestions.WantManifest(failure, facts with { Manifest = null }) || facts.Manifest is null, "manifest");
    }

    [Theory]
    [MemberData(nameof(Causes))]
    public void Every_cause_has_a_case(Cause cause) => Assert.Contains(CauseCase.All, one => one.Cause == cause);

    [Theory]
    [MemberData(nameof(Causes))]
    public void Every_cause_has_a_headline_and_a_next_step_of_its_own(Cause cause)
    {
        Assert.Equal([cause], Enum.GetValues<Cause>().Where(other => NextStep(other) == NextStep(cause)));
        Assert.Equal([cause],
            CauseCase.All.DistinctBy(one => one.Cause).Where(one => Headline(one) == Headline(OneOf(cause))).Select(one => one.Cause));
        Assert.NotEmpty(Headline(OneOf(cause)));
    }

    [Theory]
    [MemberData(nameof(Causes))]
    public void Every_cause_is_on_the_page_of_causes(Cause cause) =>
        Assert.Contains($"| `{cause}` |", Page(), StringComparison.Ordinal);

    private static CauseCase OneOf(Cause cause) => CauseCase.All.First(one => one.Cause == cause);

    private static string NextStep(Cause cause) => Catalogue.In(Language.En).Text(Message.Of("cause", cause.WireName, "next"));

    private static string Headline(CauseCase one) =>
        Catalogue.In(Language.En)
            .Text(Remediator.Core.Messages.Headline.Diagnosis(Report.Of(Situation.Found(one.Facts, failure: one.Failure))));

    private static string Page([CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "..", "docs", "causes.md"));
}
