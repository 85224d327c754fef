using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Findings;
using Remediator.Core.Gate;
using Remediator.Core.Images;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Gate;

/// <summary>Each circumstance for or against a write, alone and in pairs: nothing is written while any circumstance prevents it.</summary>
public class WriteGateTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private static readonly Guardrails s_auto = Situation.Rails with { Mode = Mode.Auto };

    private static PlannedCase Planned => PullCase.Diagnose(Situation.Failure(), Situation.Facts).Planned(s_auto);

    private static PolicyPatch Patch => Assert.IsType<Plan.PatchPolicy>(Planned.Plan).Patch;

    /// <summary>Nothing prevents a write: the lock is ours, everything was read, and the budget is not spent.</summary>
    private static Circumstances Clear => new()
    {
        Mode = Mode.Auto,
        TimeLeft = TimeSpan.FromMinutes(10),
        TimeNeeded = TimeSpan.FromMinutes(3),
        VerifyTime = TimeSpan.FromSeconds(90),
        Now = s_noon,
        StartedAt = s_noon.AddMinutes(-1),
        RepositoriesToPatch = 1,
        MaxPatchesPerHour = 5,
        IsStoreShared = true,
        HasLock = Fact.Of(true),
        IsStopped = Fact.Of(false),
        Approval = Fact.Of<Approval?>(null),
        Precedent = Fact.Of<Precedent?>(null),
        PatchesThisHour = Fact.Of(4),
        PatchedAt = Fact.Of<DateTimeOffset?>(null),
        LatestPatch = Fact.Of<PatchRecord?>(null),
        PolicyChangedBy = Fact.Of<ChangedBy?>(null),
    };

    private static Message Gap => Message.Verbatim("the table does not answer");

    private static Approval ApprovalIn(ApprovalState state, DateTimeOffset? expires = null) =>
        new(Patch.Hash, EcrRepository.Of(Patch.Image), [], expires ?? s_noon.AddMinutes(30), state);

    private static PatchRecord Record(PatchPhase phase, Outcome? outcome = null) =>
        new("pull-1#1", Planned.Key, Planned.Failure, Planned.Case.Puller!, Patch, s_noon.AddSeconds(-40), phase, null,
            null)
        { Outcome = outcome };

    /// <summary>
    /// Each circumstance that prevents a write, and the decision when it is the only one: its kind and its code.
    /// </summary>
    private static readonly (string Name, Func<Circumstances, Circumstances> Apply, string Decision, string? Code)[] s_against =
    [
        ("mode report", now => now with { Mode = Mode.Report }, "Leave", null),
        ("mode approve", now => now with { Mode = Mode.Approve }, "Leave", null),
        ("too little time", now => now with { TimeLeft = TimeSpan.FromSeconds(179) }, "Refuse", "gate.too-late"),
        ("a storm", now => now with { RepositoriesToPatch = 6 }, "Ask", "gate.storm"),
        ("stopped", now => now with { IsStopped = Fact.Of(true) }, "Refuse", "gate.stopped"),
        ("rejected before", now => now with { Approval = Fact.Of<Approval?>(ApprovalIn(ApprovalState.Rejected)) }, "Refuse",
            "gate.rejected"),
        ("rolled back before", now => now with { Precedent = Fact.Of<Precedent?>(new(s_noon.AddDays(-1), false, null)) }, "Ask",
            "precedent.rolled-back"),
        ("undone before", now => now with { Precedent = Fact.Of<Precedent?>(new(s_noon.AddDays(-1), false, "mary")) }, "Ask",
            "precedent.undone-by"),
        ("budget spent", now => now with { PatchesThisHour = Fact.Of(5) }, "Ask", "gate.budget-spent"),
        ("patched since it was read", now => now with { PatchedAt = Fact.Of<DateTimeOffset?>(Situation.Facts.AsOf) }, "Wait",
            "gate.patched-since"),
        ("patch interrupted", now => now with { LatestPatch = Fact.Of<PatchRecord?>(Record(PatchPhase.Written)) }, "Wait",
            "gate.unfinished-patch"),
        ("done by another", now => now with
        {
            LatestPatch = Fact.Of<PatchRecord?>(
                Record(PatchPhase.Notified, new Outcome.Patched(true, true, new Message("restart.none")) { Seconds = 30 })),
        }, "Wait", "gate.done-by-another"),
        ("locked by another", now => now with { HasLock = Fact.Of(false) }, "Wait", "gate.repository-locked"),
        ("another repository in this process", now => now with { IsStoreShared = false, PatchedByThisProcess = "arn:other" }, "Refuse",
            "gate.one-repository"),
        ("policy changed by someone",
            now => now with { PolicyChangedBy = Fact.Of<ChangedBy?>(new("mary", Situation.Facts.AsOf.AddMinutes(-5))) }, "Ask",
            "plan.recently-changed"),
        ("decision about another plan", now => now with { Decision = Decided("sha256:other", true) }, "Ask", "gate.not-the-decided-plan"),
        ("rejected now", now => now with { Decision = Decided(Patch.Hash, false) }, "Refuse", "gate.rejected-via"),
        ("lock unread", now => now with { HasLock = Fact.Gap<bool>(Gap) }, "Refuse", "gate.no-table"),
        ("stop unread", now => now with { IsStopped = Fact.Gap<bool>(Gap) }, "Refuse", "gate.no-table"),
        ("approval unread", now => now with { Approval = Fact.Gap<Approval?>(Gap) }, "Ask", "gate.history-unread"),
        ("precedent unread", now => now with { Precedent = Fact.Gap<Precedent?>(Gap) }, "Ask", "gate.history-unread"),
        ("budget unread", now => now with { PatchesThisHour = Fact.Gap<int>(Gap) }, "Refuse", "gate.no-table"),
        ("last patch of the repository unread", now => now with { PatchedAt = Fact.Gap<DateTimeOffset?>(Gap) }, "Refuse", "gate.no-table"),
        ("latest patch unread", now => now with { LatestPatch = Fact.Gap<PatchRecord?>(Gap) }, "Refuse", "gate.no-table"),
        ("changes unread", now => now with { PolicyChangedBy = Fact.Gap<ChangedBy?>(Gap) }, "Refuse", "gate.no-table"),
    ];

    private static ApprovalDecision Decided(string hash, bool isApproved) =>
        new(hash, isApproved, Message.Verbatim("the alias"), new HashSet<string> { Planned.Key });

    public static TheoryData<string> Against => [.. s_against.Select(one => one.Name)];

    public static TheoryData<string, string> Pairs =>
        [.. from one in s_against from other in s_against where string.CompareOrdinal(one.Name, other.Name) < 0
            select (one.Name, other.Name)];

    private static GateDecision Decide(Circumstances now) => WriteGate.Decide(Planned, now);

    private static Circumstances With(string name, Circumstances now) => s_against.Single(one => one.Name == name).Apply(now);

    private static void IsWritten(GateDecision decision) =>
        Assert.Equal(Patch.Hash, Assert.IsType<GateDecision.Write>(decision).Patch.Hash);

    private static string? CodeOf(GateDecision decision) => decision switch
    {
        GateDecision.Ask ask => ask.Why.Code,
        GateDecision.Refuse refuse => refuse.Why.Code,
        GateDecision.Wait wait => wait.Why.Code,
        _ => null,
    };

    [Fact]
    public void The_plan_is_written_when_nothing_prevents_it() => IsWritten(Decide(Clear));

    [Fact]
    public void A_grant_is_written_by_no_plan_without_a_person_s_decision()
    {
        var grant = Patch with { Strategy = PatchStrategy.Grant };
        foreach (var plan in new Plan[] { new Plan.PatchPolicy(grant), new Plan.Ask(Gap, grant) })
        {
            var planned = Planned with { Plan = plan };
            Assert.IsType<GateDecision.Leave>(WriteGate.Decide(planned, Clear));
            Assert.IsType<GateDecision.Write>(WriteGate.Decide(planned, Clear with
            {
                Decision = Decided(grant.Hash, true),
                Approval = Fact.Of<Approval?>(ApprovalIn(ApprovalState.Open) with { Hash = grant.Hash }),
            }));
        }
    }

    [Theory]
    [MemberData(nameof(Against))]
    public void Each_blocking_circumstance_alone_prevents_the_write_and_gives_its_reason(string name)
    {
        var (_, _, expected, code) = s_against.Single(one => one.Name == name);
        var decision = Decide(With(name, Clear));
        Assert.Equal(expected, decision.GetType().Name);
        if (code is not null)
            Assert.Equal(code, CodeOf(decision));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Two_blocking_circumstances_never_cancel_each_other_out(string one, string other)
    {
        var decision = Decide(With(other, With(one, Clear)));
        Assert.IsNotType<GateDecision.Write>(decision);
        // the decision is that of one of them: no pair gives a reason of its own
        Assert.Contains(CodeOf(decision),
            new[] { CodeOf(Decide(With(one, Clear))), CodeOf(Decide(With(other, Clear))), null, "gate.no-table" });
    }

    /// <summary>
    /// A plan that a person approved is written even if it needed approval, and in mode approve as well.
    /// </summary>
    [Theory]
    [InlineData("mode approve")]
    [InlineData("a storm")]
    [InlineData("rolled back before")]
    [InlineData("undone before")]
    [InlineData("budget spent")]
    [InlineData("policy changed by someone")]
    public void An_approval_overrides_what_needs_approval(string name) =>
        IsWritten(Decide(With(name, Approved)));

    [Theory]
    [InlineData("mode report")]
    [InlineData("too little time")]
    [InlineData("stopped")]
    [InlineData("patched since it was read")]
    [InlineData("patch interrupted")]
    [InlineData("done by another")]
    [InlineData("locked by another")]
    [InlineData("another repository in this process")]
    [InlineData("lock unread")]
    [InlineData("stop unread")]
    [InlineData("budget unread")]
    [InlineData("approval unread")]
    [InlineData("latest patch unread")]
    public void An_approval_overrides_nothing_else(string name) => Assert.IsNotType<GateDecision.Write>(Decide(With(name, Approved)));

    [Theory]
    [InlineData(ApprovalState.Approved, 30)]
    [InlineData(ApprovalState.Open, -1)]
    public void A_used_or_expired_approval_does_not_count(ApprovalState state, int minutes)
    {
        var decision = Decide(Approved with { Approval = Fact.Of<Approval?>(ApprovalIn(state, s_noon.AddMinutes(minutes))) });
        Assert.Equal("gate.approval-invalid", CodeOf(Assert.IsType<GateDecision.Refuse>(decision)));
    }

    private static Circumstances Approved =>
        Clear with { Decision = Decided(Patch.Hash, true), Approval = Fact.Of<Approval?>(ApprovalIn(ApprovalState.Open)) };

    [Fact]
    public void A_plan_to_change_nothing_is_not_written_even_when_approved()
    {
        var planned = Planned with { Plan = new Plan.LeaveAlone(new Message("plan.nothing-to-change"), Patch, Refused: true) };
        Assert.IsType<GateDecision.Leave>(WriteGate.Decide(planned, Approved));
    }

    /// <summary>Boundary values that still allow the write; a little more would prevent it.</summary>
    private static readonly (string Name, Func<Circumstances, Circumstances> Apply)[] s_harmless =
    [
        ("just enough time", now => now with { TimeLeft = now.TimeNeeded }),
        ("as many repositories as the limit", now => now with { RepositoriesToPatch = now.MaxPatchesPerHour }),
        ("asked about before", now => now with { Approval = Fact.Of<Approval?>(ApprovalIn(ApprovalState.Open)) }),
        ("approved before", now => now with { Approval = Fact.Of<Approval?>(ApprovalIn(ApprovalState.Approved)) }),
        ("asked about long ago", now => now with { Approval = Fact.Of<Approval?>(ApprovalIn(ApprovalState.Open, s_noon.AddDays(-1))) }),
        ("patched before it was read", now => now with { PatchedAt = Fact.Of<DateTimeOffset?>(Situation.Facts.AsOf.AddSeconds(-1)) }),
        ("the same repository in this process",
            now => now with { IsStoreShared = false, PatchedByThisProcess = Patch.Image.RepositoryArn }),
        ("another repository in a shared store", now => now with { PatchedByThisProcess = "arn:other" }),
        ("patch whose end people know",
            now => now with { LatestPatch = Fact.Of<PatchRecord?>(Record(PatchPhase.Written)), IsLatestPatchNotified = true }),
        ("patch that ended before this invocation",
            now => now with { LatestPatch = Fact.Of<PatchRecord?>(EndedAfter(TimeSpan.FromSeconds(-21))) }),
        ("another plan done by another", now => now with
        {
            LatestPatch = Fact.Of<PatchRecord?>(
                EndedAfter(TimeSpan.FromSeconds(30)) with { Patch = Patch with { Restart = RestartWorkloads.Off } }),
        }),
    ];

    private static PatchRecord EndedAfter(TimeSpan time) =>
        Record(PatchPhase.Notified, new Outcome.RolledBack(new Message("restart.none")) { Seconds = time.TotalSeconds });

    public static TheoryData<string> Harmless => [.. s_harmless.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Harmless))]
    public void A_harmless_circumstance_does_not_prevent_the_write(string name) =>
        IsWritten(Decide(s_harmless.Single(one => one.Name == name).Apply(Clear)));

    [Fact]
    public void A_patch_that_another_invocation_has_just_completed_is_not_repeated()
    {
        var decision = Decide(Clear with { LatestPatch = Fact.Of<PatchRecord?>(EndedAfter(TimeSpan.FromSeconds(-20))) });
        Assert.True(Assert.IsType<GateDecision.Wait>(decision).IsDone);
    }

    [Theory]
    [InlineData(359, true)]
    [InlineData(360, false)]
    public void A_pod_is_given_until_the_kubelet_s_next_retry(int seconds, bool waits)
    {
        var elsewhere = Planned.Case with { Verdict = Planned.Verdict with { Cause = Cause.DeniedElsewhere } };
        var decision = WriteGate.Decide(elsewhere.Planned(s_auto),
            Clear with { PatchedAt = Fact.Of<DateTimeOffset?>(s_noon.AddSeconds(-seconds)) });
        Assert.Equal(waits ? new GateDecision.Wait(new Message("gate.settling"), IsDone: true) : new GateDecision.Leave(), decision);
    }

    [Fact]
    public void A_deny_that_was_read_before_the_last_write_is_read_again_without_waiting_for_the_kubelet() =>
        Assert.Equal("gate.patched-since",
            CodeOf(Decide(Clear with { PatchedAt = Fact.Of<DateTimeOffset?>(s_noon.AddMinutes(-1)) })));

    [Theory]
    [InlineData("rejected now")]
    [InlineData("rejected before")]
    [InlineData("a storm")]
    public void A_plan_that_asks_without_a_proposed_patch_keeps_asking(string name)
    {
        var planned = Planned with { Plan = new Plan.Ask(new Message("plan.image-not-served"), null) };
        foreach (var now in new[] { Clear, Approved })
            Assert.IsType<GateDecision.Leave>(WriteGate.Decide(planned, With(name, now)));
    }

    [Theory]
    [InlineData("rejected now")]
    [InlineData("rejected before")]
    public void A_rejection_is_reported_as_a_refusal_by_a_person(string name) =>
    Assert.True(Assert.IsType<GateDecision.Refuse>(Decide(With(name, Clear))).ByPerson);

    [Theory]
    [InlineData("rejected before")]
    [InlineData("rolled back before")]
    [InlineData("approval unread")]
    [InlineData("precedent unread")]
    [InlineData("a storm")]
    public void In_mode_report_no_approval_is_requested_and_nothing_is_refused(string name) =>
        Assert.IsType<GateDecision.Leave>(Decide(With(name, Clear) with { Mode = Mode.Report }));

    [Fact]
    public void In_mode_approve_each_plan_of_a_storm_needs_its_own_approval() =>
        Assert.IsType<GateDecision.Leave>(Decide(With("a storm", Clear) with { Mode = Mode.Approve }));

    private static PlannedCase Asking => Planned with { Plan = new Plan.Ask(new Message("plan.image-not-served"), Patch) };

    [Fact]
    public void A_plan_that_asks_is_written_only_with_its_own_approval()
    {
        IsWritten(WriteGate.Decide(Asking, Approved));
        Assert.IsType<GateDecision.Leave>(WriteGate.Decide(Asking, Clear));
        Assert.IsType<GateDecision.Leave>(WriteGate.Decide(Asking, Approved with { Decision = Decided("sha256:other", true) }));
        Assert.IsType<GateDecision.Refuse>(WriteGate.Decide(Asking, With("rejected now", Clear)));
    }

    [Fact]
    public void A_plan_that_asks_stays_rejected_whatever_else_was_approved()
    {
        var rejected = With("rejected before", Clear);
        foreach (var now in new[] { rejected, rejected with { Decision = Decided("sha256:other", true) } })
            Assert.Equal("gate.rejected", CodeOf(Assert.IsType<GateDecision.Refuse>(WriteGate.Decide(Asking, now))));
    }

    [Theory]
    [InlineData("rolled back before")]
    [InlineData("precedent unread")]
    [InlineData("approval unread")]
    [InlineData("a storm")]
    public void A_plan_that_asks_keeps_its_own_reason(string name) =>
    Assert.IsType<GateDecision.Leave>(WriteGate.Decide(Asking, With(name, Clear)));

    [Theory]
    [InlineData("rejected now")]
    [InlineData("rejected before")]
    public void A_plan_to_change_nothing_says_so_even_after_a_rejection(string name)
    {
        var planned = Planned with { Plan = new Plan.LeaveAlone(new Message("plan.nothing-to-change"), Patch, Refused: true) };
        Assert.IsType<GateDecision.Leave>(WriteGate.Decide(planned, With(name, Clear)));
    }

    [Fact]
    public void Only_a_plan_that_may_be_written_is_a_candidate()
    {
        Plan[] plans = [Planned.Plan, Asking.Plan, new Plan.LeaveAlone(new Message("plan.nothing-to-change"), Patch, Refused: true)];
        ApprovalDecision?[] decisions = [null,
            .. from hash in new[] { Patch.Hash, "sha256:other" } from approved in new[] { true, false } select Decided(hash, approved)];
        var candidates = from mode in Enum.GetValues<Mode>()
                         from plan in plans
                         from decision in decisions
                         where WriteGate.Candidate(plan, mode, decision) is not null
                         let said = decision is null ? "undecided"
                             : decision.IsApproved && decision.Hash == Patch.Hash ? "approved" : "not approved"
                         select $"{mode} {plan.Action} {said}";
        Assert.Equal(["Approve PatchPolicy approved", "Approve Ask approved", "Auto PatchPolicy undecided", "Auto PatchPolicy approved",
            "Auto Ask approved"], candidates);
    }

    /// <summary>
    /// Who changed the policy is read with the case and once more before the write; without the later read the earlier one counts.
    /// </summary>
    [Fact]
    public void A_policy_change_that_was_read_with_the_case_still_counts()
    {
        var planned = Planned with
        {
            Case =
            Planned.Case with { Facts = Situation.Facts with { PolicyChangedBy = Fact.Of<ChangedBy?>(new("mary", Situation.Now)) } }
        };
        Assert.Equal("plan.recently-changed", CodeOf(WriteGate.Decide(planned, Clear with { PolicyChangedBy = null })));
        IsWritten(WriteGate.Decide(planned, Clear));
    }

    [Fact]
    public void The_gate_never_changes_the_plan_it_decides_on()
    {
        var planned = Planned;
        foreach (var (name, apply, _, _) in s_against)
        {
            WriteGate.Decide(planned, apply(Clear));
            Assert.True(planned.Plan is Plan.PatchPolicy, name);
        }
    }

    /// <summary>Every fact that is read, by reflection: one that is added and forgotten in the gate fails here.</summary>
    public static TheoryData<string> Facts =>
        [.. typeof(Circumstances).GetProperties().Where(property => property.PropertyType.GetInterfaces().Contains(typeof(IFact)))
            .Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Facts))]
    public void Nothing_is_written_while_a_circumstance_cannot_be_read(string name)
    {
        var property = typeof(Circumstances).GetProperty(name)!;
        var unknown = property.PropertyType.GetNestedType("Unknown")!.MakeGenericType(property.PropertyType.GetGenericArguments());
        foreach (var now in new[] { Clear, Approved })
        {
            property.SetValue(now, Activator.CreateInstance(unknown, Gap));
            Assert.IsNotType<GateDecision.Write>(Decide(now));
        }
    }
}
