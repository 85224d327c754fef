using System.Text.Json.Nodes;
using Remediator.Core.Common;
using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Incidents;
using Remediator.Core.Messages;
using Remediator.Core.Plans;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Incidents;

/// <summary>A cluster that a sweep cannot look at, as it is remembered, shown again and closed.</summary>
public class UnseenClusterTests
{
    private static readonly Message s_noEntry = new("gap.kubernetes.unknown-role");
    private static readonly Message s_gone = new("gap.cluster.not-found", ("cluster", "eks-workshop"), ("region", Situation.Region));

    [Fact]
    public void It_is_remembered_and_shown_again_as_it_was()
    {
        var incident = Known(s_noEntry);
        Assert.Equal(s_noEntry, IncidentJson.ReadIncident(IncidentJson.Of(incident)).Failure.Unseen);
        var shown = StoredReport.Read(JsonNode.Parse(incident.Finding)!.AsObject());
        Assert.Equal((s_noEntry, false, 0), (shown.Unseen, shown.IsAhead, shown.Pods));
    }

    [Fact]
    public void It_is_notified_again_only_for_another_reason()
    {
        var later = Situation.Now.AddDays(1);
        Assert.False(Incident.IsWorthNotifying(Known(s_noEntry), Of(s_noEntry), later, TimeSpan.FromHours(1)));
        Assert.True(Incident.IsWorthNotifying(Known(s_noEntry), Of(s_gone), later, TimeSpan.FromHours(1)));
    }

    [Theory]
    [InlineData("gap.kubernetes.unknown-role", "aws cloudformation deploy --region us-west-2 --template-file infra/cluster.yaml "
        + "--stack-name remediator-eks-workshop --parameter-overrides ClusterName=eks-workshop RoleArn=ROLE_ARN; "
        + "kubectl apply -f infra/eks-rbac.yaml")]
    [InlineData("gap.kubernetes.access-denied", "kubectl apply -f infra/eks-rbac.yaml")]
    [InlineData("gap.cluster.not-found", null)]
    public void Its_next_step_has_the_commands_that_let_the_function_in(string why, string? command) =>
        Assert.Equal(command, Advice.For(Report.Of(Of(new Message(why))))[0].Command);

    [Fact]
    public void Its_subject_says_what_it_is_and_the_reason_stands_once_beside_the_evidence()
    {
        var message = SnsMessage.Of(Of(s_noEntry), "1", null, Language.En);
        Assert.Equal("[diagnosed] cluster eks-workshop was not checked", message.Subject);
        var mail = (string)JsonNode.Parse(message.Body)!["email"]!;
        Assert.Equal(3, mail.Split("the cluster has no EKS access entry").Length);
    }

    [Fact]
    public void It_is_over_once_the_whole_cluster_was_looked_at()
    {
        var incident = Known(s_noEntry);
        Assert.True(Resolution.IsOver(incident, Situation.Scope.OfWholeCluster(), [], []));
        Assert.False(Resolution.IsOver(incident, Situation.Scope, [], []));
        Assert.False(Resolution.IsOver(incident, Situation.Scope.OfWholeCluster() with { Cluster = "blue" }, [], []));
        var resolved = Resolution.Of(incident, Situation.Now.AddHours(3), Mode.Report);
        Assert.Equal((incident.Key, Status.Resolved), (resolved.Key, resolved.Status));
        Assert.Equal("headline.seen-again", Headline.Diagnosis(Report.Of(resolved)).Code);
    }

    [Fact]
    public void A_failure_without_pods_is_read_only_of_such_a_cluster()
    {
        var json = IncidentJson.Of(Known(s_noEntry));
        json["failure"]!["unseen"] = null;
        Assert.Throws<UnreadableException>(() => IncidentJson.ReadIncident(json));
    }

    private static Finding Of(Message why) => UnseenCluster.Of(PullFailure.OfCluster(Situation.Scope, why), Situation.Now, Mode.Report);

    private static Incident Known(Message why) => Incident.After(Of(why), null, Situation.Now, notified: true);
}
