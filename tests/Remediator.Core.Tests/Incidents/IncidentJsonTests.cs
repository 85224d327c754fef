using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Images;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Incidents;

/// <summary>Stored records round-trip.</summary>
public class IncidentJsonTests
{
    private const string Host = "111122223333.dkr.ecr.us-west-2.amazonaws.com";
    private static readonly DateTimeOffset s_noon = new(2026, 1, 1, 12, 0, 0, 123, TimeSpan.Zero);
    private static readonly RoleArn s_role = RoleArn.Parse("arn:aws:iam::111122223333:role/path/node");

    public static TheoryData<Compute> Computes =>
    [
        new Compute.NodeGroup("default", "i-1"), new Compute.Instance("i-1") { Profile = "arn:aws:iam::111122223333:instance-profile/p" },
        new Compute.AutoMode("i-1", "default"),
        new Compute.Fargate("fp", "shop", new Dictionary<string, string>()), new Compute.Hybrid("mi-1"),
        new Compute.Unknown(Situation.Denied),
    ];

    [Theory]
    [MemberData(nameof(Computes))]
    public void An_incident(Compute compute)
    {
        var incident = new Incident("pull-1", Status.AwaitingApproval, true, s_noon, s_noon.AddMinutes(3),
            FailureOf(1) with { Compute = compute }, Cause.RepositoryPolicyDenies, new Puller(s_role, Situation.OfGroup, true, "i-1"),
                "pull-1#x", "{}");
        var read = IncidentJson.ReadIncident(IncidentJson.Of(incident));
        Assert.Equal(IncidentJson.Of(incident).ToJsonString(), IncidentJson.Of(read).ToJsonString());
        Assert.Equal((incident.Failure.Image, incident.Failure.Compute.GroupKey, incident.Puller),
            (read.Failure.Image, read.Failure.Compute.GroupKey, read.Puller));
    }

    [Fact]
    public void A_patch_with_the_whole_policy_before_it_and_the_same_hash()
    {
        var failure = FailureOf(1);
        var before = PolicyDocument.Parse(
            """{ "Statement": [ { "Sid": "kept  as given", "Effect": "Deny", "Principal": "*", "Action": "ecr:BatchGetImage" } ] }""");
        var patch = new PolicyPatch((ImageReference.Ecr)failure.Image, s_role, PatchStrategy.CarveOut, RestartWorkloads.Auto, before, null,
            [new PolicyChange(s_role.ToString(), "ecr:BatchGetImage", PolicyAnswer.ExplicitlyDenied, PolicyAnswer.Allowed)],
                [Message.Verbatim("careful")]);
        var record = new PatchRecord(PatchRecord.IdOf("pull-1", s_noon), "pull-1", failure,
            new Puller(s_role, Situation.OfGroup, true, null),
            patch, s_noon, PatchPhase.Ended, Message.Verbatim("the command line"), Message.Verbatim("restarted"))
        {
            IsFollower = true,
            WrittenAt = s_noon.AddSeconds(1),
            Outcome = new Outcome.Patched(true, false, Message.Verbatim("pulled")) { Seconds = 2.5 },
        };
        var read = IncidentJson.ReadPatch(IncidentJson.Of(record));
        Assert.Equal(IncidentJson.Of(record).ToJsonString(), IncidentJson.Of(read).ToJsonString());
        Assert.Equal((before.Text, patch.Hash, record.Outcome), (read.Patch.Before!.Text, read.Patch.Hash, read.Outcome));
    }

    [Fact]
    public void A_patch_with_what_could_not_be_read_until_its_end()
    {
        var gap = new Message("unknown.fact", ("fact", new Message("fact.quotas")), ("why", Situation.Denied));
        var patch = new PolicyPatch((ImageReference.Ecr)FailureOf(1).Image, s_role, PatchStrategy.CarveOut, RestartWorkloads.Auto,
            Situation.Denying, null, [], []);
        var record = new PatchRecord("pull-1#x", "pull-1", FailureOf(1), new Puller(s_role, Situation.OfGroup, true, null), patch, s_noon,
            PatchPhase.Restarted, null, new Message("restart.none"))
        { Unread = [gap] };
        var read = IncidentJson.ReadPatch(IncidentJson.Of(record));
        Assert.Equal([gap], read.Unread);
        var ended = read.EndingIn(new Outcome.RolledBack(new Message("restart.none")) { IsByPerson = true }, s_noon);
        var outcome = Assert.IsType<Outcome.RolledBack>(IncidentJson.ReadPatch(IncidentJson.Of(ended)).Outcome);
        Assert.Equal([gap], outcome.Unread);
        Assert.True(outcome.IsByPerson);
    }

    [Fact]
    public void A_patch_of_a_repository_that_had_no_policy()
    {
        var failure = FailureOf(1);
        var patch = new PolicyPatch((ImageReference.Ecr)failure.Image, s_role, PatchStrategy.Grant, RestartWorkloads.Auto, null,
            Situation.Denying, [], []);
        var read = IncidentJson.ReadPatch(IncidentJson.Of(new PatchRecord("pull-1#x", "pull-1", failure,
            new Puller(s_role, Situation.OfGroup, true, null), patch, s_noon, PatchPhase.Writing, null, null))).Patch;
        Assert.Equal((null, patch.Hash, true), (read.Before, read.Hash, read.IsGrant));
    }

    [Fact]
    public void Statuses_and_settings_under_their_names_from_the_first_version()
    {
        Assert.All(Enum.GetValues<Status>(), status =>
        {
            var json = IncidentJson.Of(new Incident("pull-1", status, true, s_noon, null, FailureOf(1), Cause.NotEcr, null, null, "{}"));
            Assert.Equal(($"{status}", status), ((string?)json["status"], IncidentJson.ReadIncident(json).Status));
        });
        Assert.All(Enum.GetValues<PatchStrategy>(),
            strategy => Assert.Equal($"{strategy}", (string?)IncidentJson.Of(Record(strategy, default))["patch"]!["strategy"]));
        Assert.All(Enum.GetValues<RestartWorkloads>(),
            restart => Assert.Equal($"{restart}", (string?)IncidentJson.Of(Record(default, restart))["patch"]!["restart"]));

        static PatchRecord Record(PatchStrategy strategy, RestartWorkloads restart) => new(
            "pull-1#x", "pull-1", FailureOf(1), new Puller(s_role, Situation.OfGroup, true, null),
            new PolicyPatch((ImageReference.Ecr)FailureOf(1).Image, s_role, strategy, restart, Situation.Denying, null, [], []), s_noon,
                PatchPhase.Writing, null, null);
    }

    [Fact]
    public void An_approval_with_every_incident_that_waits_for_it()
    {
        var approval = new Approval("sha256:1", new EcrRepository("111122223333", "us-west-2", "team/ui"),
            [new("pull-1", FailureOf(1).Scope, s_noon), new("pull-2", FailureOf(1).Scope with { Cluster = "blue" }, s_noon)], s_noon,
                ApprovalState.Approved);
        var read = IncidentJson.ReadApproval(IncidentJson.Of(approval));
        Assert.Equal((approval.Hash, approval.Repository, approval.Expires, approval.State),
            (read.Hash, read.Repository, read.Expires, read.State));
        Assert.Equal(approval.Asks, read.Asks);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, null)]
    [InlineData(false, "mary")]
    public void A_precedent(bool helped, string? who) =>
        Assert.Equal(new Precedent(s_noon, helped, who), IncidentJson.ReadPrecedent(IncidentJson.Of(new Precedent(s_noon, helped, who))));

    [Fact]
    public void Every_source_of_the_pulling_identity_is_stored()
    {
        var failure = FailureOf(1) with { Ways = [("node group a", ""), ("node group b", "")] };
        var read = IncidentJson.ReadIncident(IncidentJson.Of(new Incident("pull-1", Status.Diagnosed, true, s_noon, null, failure,
            Cause.NotEcr, null, null, "{}")
        { EndNotified = "pull-1#x" }));
        Assert.Equal(failure.Ways, read.Failure.Ways);
        Assert.Equal("pull-1#x", read.EndNotified);
    }

    [Fact]
    public void What_of_the_pod_waits_and_why_nothing_is_written_are_stored()
    {
        var failure = FailureOf(1) with { Unreconciled = new("image.mirrored", ("printed", "a"), ("image", "b")) };
        failure = failure with { Pods = [failure.First with { Kind = ContainerKind.Ephemeral, Volume = "model" }] };
        var read = IncidentJson.ReadIncident(IncidentJson.Of(new Incident("pull-1", Status.Diagnosed, true, s_noon, null, failure,
            Cause.NotEcr, null, null, "{}"))).Failure;
        Assert.Equal((failure.First, failure.Unreconciled), (read.First, read.Unreconciled));
    }

    [Fact]
    public void Of_thousands_of_pods_a_few_are_stored_including_one_of_each_workload()
    {
        var read = IncidentJson.ReadIncident(IncidentJson.Of(new Incident("pull-1", Status.Diagnosed, true, s_noon, null, FailureOf(5000),
            Cause.NotEcr, null, null, "{}")));
        Assert.InRange(read.Failure.Pods.Count, 2, 200);
        Assert.Equal(2, read.Failure.Workloads.Count);
    }

    [Fact]
    public void The_hourly_budget_uses_a_sliding_window()
    {
        Assert.Equal([s_noon, s_noon.AddMinutes(30)], Budget.Recent([s_noon, s_noon.AddMinutes(30)], s_noon.AddMinutes(59)));
        Assert.Equal([s_noon.AddMinutes(30)], Budget.Recent([s_noon, s_noon.AddMinutes(30)], s_noon.AddMinutes(60)));
    }

    private static PullFailure FailureOf(int pods) => new(
        new Scope("111122223333", "us-west-2", "eks", "shop", null, null), ImageReference.Parse($"{Host}/ui:1"), Symptom.Forbidden,
        "403 Forbidden", new Compute.Unknown(Situation.Denied),
        [.. Enumerable.Range(0,
            pods).Select(n => new FailingPod("shop", $"ui-{n}", $"uid-{n}",
                new Workload("Deployment", n == pods - 1 && n > 0 ? "last" : "ui"), "ui", n % 2 == 0 ? "node" : null))]);
}
