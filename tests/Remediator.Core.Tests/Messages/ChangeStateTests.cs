using Remediator.Core.Messages;
using Remediator.Core.Plans;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Messages;

/// <summary>No message speaks of a change as if it were made where it was not, or the other way round.</summary>
public class ChangeStateTests
{
    private const string
        Planned = "What this change would do, and nothing else (it is not in effect)",
        Changed = "These permissions changed; nothing else did",
        Restored = "What was changed and then restored",
        Open = "What this change does (it may be in effect)";

    public static TheoryData<string, string?, string?, string> Ends => new()
    {
        { "only reported", Planned, "Current policy", "Evidence" },
        { "refused", Planned, "Current policy", "Evidence" },
        { "not written", Planned, "Current policy", "Evidence" },
        { "moved", Planned, "Policy when it was evaluated", "Evidence" },
        { "not known", Open, "Policy before (for a rollback)", "Evidence" },
        { "moved since", Open, "Policy before (for a rollback)", "Evidence" },
        { "patched", Changed, "Policy before (for a rollback)", "Evidence (before the change)" },
        { "rolled back", Restored, "Policy before (for a rollback)", "Evidence (before the change)" },
        { "rollback failed", Changed, "Policy before (for a rollback)", "Evidence (before the change)" },
        { "not needed", null, null, "Evidence (from when it failed)" },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void The_headings_say_whether_the_change_is_in_effect(string end, string? permissions, string? policy, string evidence)
    {
        var finding = Situation.Found(outcome: OutcomeOf(end));
        var mail = Channels.Mail(finding, Language.En);
        string?[] headings = [permissions, policy, evidence];
        Assert.All(headings.OfType<string>(), heading =>
            Assert.Contains($"\n{heading.ToUpperInvariant()}\n", mail, StringComparison.Ordinal));
        string[] others = [Planned, Changed, Restored, Open];
        Assert.All(others.Where(other => other != permissions), other =>
            Assert.DoesNotContain(other.ToUpperInvariant(), mail, StringComparison.Ordinal));
        if (policy is null)
            Assert.DoesNotContain("\"Statement\"", mail, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_chat_line_about_a_permission_stands_under_that_heading(string end, string? permissions, string? policy, string evidence)
    {
        _ = (policy, evidence);
        var lines = ((string)Channels.Chat(Situation.Found(outcome: OutcomeOf(end)), Language.En)["content"]!["description"]!).Split('\n');
        var first = Array.FindIndex(lines, line => line.StartsWith('→'));
        Assert.Equal(permissions is null ? null : $"*{permissions}*", first < 0 ? null : lines[first - 1]);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void Chat_says_of_evidence_that_is_over_when_it_was_so(string end, string? permissions, string? policy, string evidence)
    {
        _ = (permissions, policy);
        var chat = (string)Channels.Chat(Situation.Found(outcome: OutcomeOf(end)), Language.En)["content"]!["description"]!;
        Assert.Equal(evidence != "Evidence", chat.Contains($"\n*{evidence}*\n", StringComparison.Ordinal));
    }

    [Fact]
    public void What_failed_before_is_not_said_to_fail_now()
    {
        Assert.Contains("Deployment/ui-private, 1 had failed",
            Channels.Mail(Situation.Found(outcome: OutcomeOf("patched")), Language.En), StringComparison.Ordinal);
        Assert.Contains("Deployment/ui-private, 1 failing",
            Channels.Mail(Situation.Found(outcome: OutcomeOf("rolled back")), Language.En), StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_rollback_the_lifted_Deny_is_not_called_the_verified_cause() => Assert.Equal(
        "Verified: with the change in effect the pull still failed, so something else refuses it too.",
        Catalogue.In(Language.En).Sentence(Headline.Proof(Report.Of(Situation.Found(outcome: OutcomeOf("rolled back"))))));

    [Fact]
    public void A_rollback_by_a_person_says_nothing_of_another_cause() => Assert.StartsWith(
        "Verified: a statement of the repository policy denies this role", Catalogue.In(Language.En).Sentence(Headline.Proof(Report.Of(
            Situation.Found(outcome: new Outcome.RolledBack(new Message("rollback.by-person", ("who", "anyone"))) { IsByPerson = true })))),
        StringComparison.Ordinal);

    private static Outcome OutcomeOf(string end) => end switch
    {
        "refused" => new Outcome.Refused(new Message("gate.stopped")),
        "not written" => new Outcome.Failed(new Message("outcome.nothing-written", ("why", "x"))),
        "moved" => new Outcome.PolicyMoved(new Message("outcome.policy-moved")),
        "not known" => new Outcome.Failed(new Message("outcome.write-not-visible")) { MayHaveWritten = true },
        "moved since" => new Outcome.PolicyMoved(new Message("outcome.rollback-skipped", ("why", "x"))),
        "patched" => new Outcome.Patched(true, true, new Message("restart.none")),
        "rolled back" => new Outcome.RolledBack(new Message("outcome.rolled-back", ("why", "x"))),
        "rollback failed" => new Outcome.RollbackFailed(new Message("outcome.rollback-failed", ("why", "x"), ("failure", "y"))),
        "not needed" => new Outcome.NotNeeded(new Message("outcome.already-correct")),
        _ => new Outcome.None(),
    };
}
