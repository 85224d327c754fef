using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Findings;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Tests.Verdicts.Causes;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Messages;

public class GoldenTests
{
    private static readonly Guardrails s_report = Situation.Rails with { Mode = Mode.Report };

    public static TheoryData<Cause, Language> Causes => [.. from cause in Enum.GetValues<Cause>() from language in Enum.GetValues<Language>() select (cause, language)];

    public static TheoryData<Language> Languages => [.. Enum.GetValues<Language>()];

    [Theory]
    [MemberData(nameof(Causes))]
    public void Every_cause_is_told_in_every_status_as_it_was_read(Cause cause, Language language)
    {
        var diagnosed = Of(cause, Status.Diagnosed);
        var others = Enum.GetValues<Status>().Where(status => status is not Status.Diagnosed)
            .Select(status => $"=== {Names.Of(status)}: what differs\n{Told.Beside(Of(cause, status), diagnosed, language)}");
        Golden.Holds($"{cause}.{Names.Of(language)}.txt", $"=== diagnosed\n{Told.Whole(diagnosed, language)}\n{string.Join('\n', others)}");
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_turn_that_a_repair_can_take_is_told_as_it_was_read(Language language) =>
        Golden.Holds($"repairs.{Names.Of(language)}.txt", string.Join('\n', Repairs.Select(repair => $"=== {repair.Name}\n{Told.Mail(repair.Finding, language)}")));

    private static IEnumerable<(string Name, Finding Finding)> Repairs =>
    [
        ("patched, the pull was seen, not ready yet", Situation.Found(outcome: new Outcome.Patched(true, false, "Deployment/ui-private was restarted at 02:07:31Z; the image was pulled, the pod is not ready yet"))),
        ("patched, no pull seen", Situation.Found(outcome: new Outcome.Patched(false, false, "2 stuck pods of Deployment/ui-private were evicted; no pull was seen within 90 s, the kubelet tries again by itself within 5 minutes"))),
        ("put back failed", Situation.Found(outcome: new Outcome.RollbackFailed("2 pulls that began more than 30 s after the write failed with Forbidden again; the old policy could not be put back: ecr:SetRepositoryPolicy failed with ServerException"))),
        ("the policy moved", Situation.Found(outcome: new Outcome.PolicyMoved("the policy was changed by someone else since it was judged; nothing of theirs was overwritten"))),
        ("only reported", Situation.Found(rails: s_report)),
        ("not opted in", Situation.Found(Situation.Facts with { RepositoryTags = Situation.Tags() })),
        ("a protected statement", Situation.Found(Denied("""{"Sid":"QuarantineLeak","Effect":"Deny","Principal":"*","Action":"ecr:*"}"""))),
        ("a condition", Situation.Found(Denied("""{"Sid":"Fence","Effect":"Deny","Principal":{"AWS":"111122223333"},"Action":"ecr:BatchGetImage","Condition":{"StringNotEquals":{"aws:PrincipalTag/team":"shop"}}}"""))),
        ("a Deny on everybody", Situation.Found(Denied("""{"Effect":"Deny","Principal":"*","Action":"ecr:*"}"""))),
        ("flip-effect", Situation.Found(rails: Situation.Rails with { Strategy = PatchStrategy.FlipEffect })),
        ("many workloads", Situation.Found(failure: Situation.Failure(pods: [.. Enumerable.Range(0, 40).Select(n => Situation.Pod(n, $"workload-{n % 13}", $"team-{n % 3}"))]))),
        ("nothing fails yet", NextPull.Of(Situation.Failure() with { IsAhead = true }, Situation.Facts, Situation.Rails)!),
    ];

    private static PullFacts Denied(string statement) => Situation.Facts with { RepositoryPolicy = Situation.Policy(Situation.PolicyOf(statement)) };

    private static Finding Of(Cause cause, Status status)
    {
        var one = CauseCase.All.FirstOrDefault(one => one.File == Names.Of(cause)) ?? CauseCase.All.First(one => one.Cause == cause);
        Guardrails rails = status is Status.Diagnosed ? s_report : Situation.Rails;
        var verdict = one.Verdict;
        var plan = Plan.For(one.Failure, one.Facts, verdict, rails);
        if (status is Status.AwaitingApproval)
            plan = new Plan.Ask("who pulls is only hinted at (service account default/ui (annotation)), not proved by the node", plan.Proposal);
        var finding = Finding.Of(one.Failure, one.Facts, verdict, plan, OutcomeOf(status), rails);
        return finding.Status == status ? finding : throw new InvalidOperationException($"{status} became {finding.Status}");
    }

    private static Outcome OutcomeOf(Status status) => status switch
    {
        Status.Fixed => new Outcome.Patched(true, true, "Deployment/ui-private was restarted at 02:07:31Z; the image was pulled and the pod is ready") { Seconds = 12.3 },
        Status.RolledBack => new Outcome.RolledBack("2 pulls that began more than 30 s after the write failed with Forbidden again; the old policy was put back and read back"),
        Status.Failed => new Outcome.Failed("nothing was changed: access denied, our role needs ecr:SetRepositoryPolicy"),
        Status.Refused => new Outcome.Refused("20 s are left, too few to write, verify for 90 s and put back; the next event tries again"),
        Status.Resolved => new Outcome.NotNeeded("the policy already says what it should"),
        _ => new Outcome.None(),
    };
}
