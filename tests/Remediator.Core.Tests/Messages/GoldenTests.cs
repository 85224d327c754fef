using System.Text;
using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Messages;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Tests.Verdicts.Causes;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Messages;

/// <summary>Texts as a person has read them: every status in every channel, every cause, and every end that a repair can have.</summary>
public class GoldenTests
{
    private static readonly Message s_restarted = new("restart.restarted", ("workload", "Deployment/ui-private"), ("time", "02:07:31Z"));

    private static readonly Message s_failedAgain =
        new("verify.failed-again", ("count", 2), ("seconds", 30), ("symptom", Message.Of("symptom", "Forbidden")));

    public static TheoryData<Status, Language> Statuses =>
        [.. from status in Enum.GetValues<Status>() from language in Enum.GetValues<Language>() select (status, language)];

    public static TheoryData<Language> Languages => [.. Enum.GetValues<Language>()];

    [Theory]
    [MemberData(nameof(Statuses))]
    public void A_finding_of_every_status_matches_its_golden_text_in_every_channel(Status status, Language language)
    {
        var finding = Of(status);
        Assert.Equal(status, finding.Status);
        Golden.Holds($"{status.WireName}.{language.Tag}.txt", Channels.Whole(finding, language));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_cluster_that_cannot_be_looked_at_matches_its_golden_text_in_every_channel(Language language)
    {
        var why = new Message("gap.kubernetes.unknown-role");
        var finding = UnseenCluster.Of(PullFailure.OfCluster(Situation.Scope, why), Situation.Now, Mode.Report);
        Golden.Holds($"unseen-cluster.{language.Tag}.txt", Channels.Whole(finding, language));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_cause_matches_its_golden_text(Language language)
    {
        var catalogue = Catalogue.In(language);
        var table = new StringBuilder();
        foreach (var one in CauseCase.All)
        {
            var report = Report.Of(Situation.Found(one.Facts, failure: one.Failure));
            table.Append($"=== {one.File}: {catalogue.Text(Labels.Of(report.Cause))}\n");
            table.Append($"{catalogue.Text(Headline.Diagnosis(report))}\n{catalogue.Sentence(Headline.Proof(report))}\n");
            foreach (var evidence in report.Evidence)
                table.Append(LineOf(evidence, catalogue));
            foreach (var unknown in report.Unknowns)
                table.Append($"? {catalogue.Text(unknown)}\n");
            foreach (var advice in Advice.For(report))
                table.Append(LineOf(advice, catalogue));
        }
        Golden.Holds($"causes.{language.Tag}.txt", table.ToString());
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_outcome_of_a_repair_matches_its_golden_text(Language language)
    {
        var catalogue = Catalogue.In(language);
        var ends = new StringBuilder();
        foreach (var (name, finding) in Repairs)
        {
            var report = Report.Of(finding);
            ends.Append($"=== {name}\n{catalogue.Text(Headline.Diagnosis(report))}\n{catalogue.Text(OutcomeLine.Of(report))}\n");
            foreach (var evidence in report.Evidence.Where(evidence => evidence.Step >= Step.Remediation))
                ends.Append(LineOf(evidence, catalogue));
            foreach (var warning in report.Change?.Warnings ?? [])
                ends.Append($"! {catalogue.Text(warning)}\n");
            foreach (var advice in Advice.For(report))
                ends.Append(LineOf(advice, catalogue));
        }
        Golden.Holds($"repairs.{language.Tag}.txt", ends.ToString());
    }

    private static string LineOf(Evidence evidence, Catalogue catalogue) =>
        $"[{catalogue.Text(Labels.Of(evidence.Result))}] {catalogue.Text(Labels.Of(evidence.Step))}: {catalogue.Text(evidence.What)}\n";

    private static string LineOf(Advice advice, Catalogue catalogue) => $"- {catalogue.Sentence(advice.Says)}\n"
        + (advice.Command is { } command ? $"  {(command.Length > 120 ? $"{command[..120]}…" : command)}\n" : "");

    private static Finding Of(Status status) => status switch
    {
        Status.Diagnosed => Situation.Found(rails: Situation.Rails with { Mode = Mode.Report }),
        Status.AwaitingApproval => Situation.Found(rails: Situation.Rails with { Mode = Mode.Approve }) with
        {
            Expires = Situation.Now.AddHours(1),
            Table = new TableName("remediator-incidents", Situation.Region),
        },
        _ => Situation.Found(outcome: OutcomeOf(status)),
    };

    private static Outcome OutcomeOf(Status status) => status switch
    {
        Status.Fixed => new Outcome.Patched(true, true, new Message("verify.ready", ("restart", s_restarted))) { Seconds = 12.3 },
        Status.RolledBack => new Outcome.RolledBack(new Message("outcome.rolled-back", ("why", s_failedAgain))),
        Status.Failed => new Outcome.Failed(new Message("outcome.nothing-written", ("why", Denied("ecr:SetRepositoryPolicy")))),
        Status.Refused => new Outcome.Refused(new Message("gate.too-late", ("left", 20), ("verify", 90))),
        _ => new Outcome.NotNeeded(new Message("outcome.already-correct")),
    };

    private static IEnumerable<(string Name, Finding Finding)> Repairs =>
    [
        ("patched, the pull was seen, not ready yet",
            Situation.Found(outcome: new Outcome.Patched(true, false, new Message("verify.pulled", ("restart", s_restarted))))),
        ("patched, no pull seen", Situation.Found(outcome: new Outcome.Patched(false, false, new Message("verify.unseen",
            ("restart", new Message("restart.evicted", ("count", 2), ("workload", "Deployment/ui-private"))), ("seconds", 90))))),
        ("the rollback failed", Situation.Found(outcome: new Outcome.RollbackFailed(new Message("outcome.rollback-failed",
            ("why", s_failedAgain),
            ("failure", new Message("gap.aws.failed", ("action", "ecr:SetRepositoryPolicy"), ("error", "ServerException"))))))),
        ("a person rolled it back", Situation.Found(outcome: new Outcome.RolledBack(
            new Message("rollback.by-person", ("who", "arn:aws:sts::111122223333:assumed-role/operator/mary"))) { IsByPerson = true })),
        ("the policy moved", Situation.Found(outcome: new Outcome.PolicyMoved(new Message("outcome.policy-moved")))),
        ("only reported", Situation.Found(rails: Situation.Rails with { Mode = Mode.Report })),
        ("the puller was inferred", Situation.Found(Inferred())),
        ("not opted in", Situation.Found(Situation.Facts with { RepositoryTags = Situation.Tags() })),
        ("a protected statement",
            Situation.Found(Denying("""{"Sid":"QuarantineLeak","Effect":"Deny","Principal":"*","Action":"ecr:*"}"""))),
        ("a condition", Situation.Found(Denying("""
            {"Sid":"Fence","Effect":"Deny","Principal":{"AWS":"111122223333"},"Action":"ecr:BatchGetImage",
             "Condition":{"StringNotEquals":{"aws:PrincipalTag/team":"shop"}}}
            """))),
        ("a Deny for everyone", Situation.Found(Denying("""{"Effect":"Deny","Principal":"*","Action":"ecr:*"}"""))),
        ("flip-effect", Situation.Found(rails: Situation.Rails with { Strategy = PatchStrategy.FlipEffect })),
        ("a grant for a role of another account", Situation.Found(s_unallowed, failure: s_elsewhere)),
        ("a grant where there was no policy, fixed", Situation.Found(s_unallowed with { RepositoryPolicy = Situation.Policy(null) },
            new Outcome.Patched(true, true, new Message("verify.ready", ("restart", s_restarted))), failure: s_elsewhere)),
        ("nothing fails yet", NextPull.Of(Situation.Failure() with { IsAhead = true }, Situation.Facts, Situation.Rails)!),
    ];

    private static readonly PullFailure s_elsewhere =
        Situation.Failure(image: "444455556666.dkr.ecr.us-west-2.amazonaws.com/shop/ui:1.2.1");

    private static readonly PullFacts s_unallowed = Situation.Facts with
    {
        RepositoryPolicy = Situation.Policy(Situation.PolicyOf(
            """{"Sid":"Look","Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"ecr:DescribeImages"}""")),
    };

    private static Message Denied(string action) => new("gap.aws.access-denied", ("action", action));

    private static PullFacts Inferred() => Situation.Facts with
    {
        Puller = Fact.Of(new Puller(
            Situation.NodeRole, new Message("puller.service-account", ("serviceAccount", "default/ui")), Proved: false, null)),
    };

    private static PullFacts Denying(string statement) =>
        Situation.Facts with { RepositoryPolicy = Situation.Policy(Situation.PolicyOf(statement)) };
}
