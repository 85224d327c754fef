using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Incidents;
using Remediator.Core.Policies.Language;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;
using static Remediator.Core.Tests.Situation;

namespace Remediator.Core.Tests.Incidents;

public class ResolutionTests
{
    private static readonly Scope s_cluster = Situation.Scope.OfWholeCluster();

    [Fact]
    public void An_incident_is_over_where_nothing_fails() => Assert.True(Resolution.IsOver(IncidentOf(Found()), s_cluster, [], []));

    [Fact]
    public void A_job_of_another_name_that_fails_for_the_same_repository_keeps_the_incident_open()
    {
        var nightly = IncidentOf(Found(failure: Failure(pods: [Job("backup-29212345")])));
        Assert.False(Resolution.IsOver(nightly, s_cluster, [Failure(pods: [Job("backup-29212346")])], []));
    }

    [Fact]
    public void A_bare_pod_of_another_name_keeps_the_incident_open()
    {
        var task = IncidentOf(Found(failure: Failure(pods: [BarePod("extract-7f2b")])));
        Assert.False(Resolution.IsOver(task, s_cluster, [Failure(pods: [BarePod("extract-90c1")])], []));
    }

    [Fact]
    public void A_failure_for_another_repository_is_another_incident() =>
        Assert.True(Resolution.IsOver(IncidentOf(Found()), s_cluster, [Failure(image: ImageOf("shop/api:1"))], []));

    [Fact]
    public void A_missing_tag_is_over_where_only_another_tag_is_missing()
    {
        var missing = IncidentOf(FoundMissing("1.2.1"));
        Assert.True(Resolution.IsOver(missing, s_cluster, [NotFound("1.2.2")], []));
        Assert.False(Resolution.IsOver(missing, s_cluster, [NotFound("1.2.1")], []));
    }

    [Fact]
    public void A_tag_of_a_cached_repository_that_still_fails_beside_another_is_not_over()
    {
        var (first, second) = (ImageOf("docker-hub/library/nginx:1.27"), ImageOf("docker-hub/library/nginx:1.28"));
        var incident = IncidentOf(Found(failure: Failure(image: second))) with { Cause = Cause.PullThroughCacheFailed };
        var both = Failure(image: first, pods: [Pod() with { Image = first }, Pod(workload: "api") with { Image = second }]);
        Assert.False(Resolution.IsOver(incident, s_cluster, [both], []));
        Assert.True(Resolution.IsOver(incident, s_cluster, [Failure(image: first, pods: [Pod() with { Image = first }])], []));
    }

    [Theory]
    [InlineData("111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/ui", "111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/ui:latest")]
    [InlineData("111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/ui:1", "111122223333.dkr-ecr.us-west-2.on.aws/shop/ui:1")]
    public void An_image_that_fails_under_another_of_its_names_is_not_over(string one, string other)
    {
        var incident = IncidentOf(Found(failure: Failure(image: one))) with { Cause = Cause.ImageMissing };
        Assert.False(Resolution.IsOver(incident, s_cluster, [Failure(image: other)], []));
    }

    [Fact]
    public void A_denial_is_over_where_ecr_answers_that_there_is_no_such_tag() =>
        Assert.True(Resolution.IsOver(IncidentOf(Found()), s_cluster, [NotFound("9")], []));

    [Fact]
    public void A_mirror_that_has_no_such_tag_says_nothing_of_a_denial_by_ecr()
    {
        var answer = Failure(Symptom.NotFound, ImageOf("shop/ui:9"), "unexpected status from HEAD request to "
            + "https://mirror.corp.example/v2/shop/ui/manifests/9: 404 Not Found");
        Assert.False(Resolution.IsOver(IncidentOf(Found()), s_cluster, [answer], []));
    }

    [Fact]
    public void An_invocation_that_found_the_incident_does_not_say_that_it_is_over() =>
        Assert.False(Resolution.IsOver(IncidentOf(Found()), s_cluster, [], [Found()]));

    [Fact]
    public void What_another_role_may_not_pull_is_another_incident()
    {
        var batch = RoleArn.Parse($"arn:aws:iam::{Account}:role/batch-node");
        var others = Failure(pods: [Pod(workload: "batch")]);
        var found = Found(Situation.Facts with { Puller = Fact.Of(new Puller(batch, OfGroup, Proved: true, null)) }, failure: others);
        Assert.True(Resolution.IsOver(IncidentOf(Found()), s_cluster, [others], [found]));
        // while nobody has asked who pulls, it may be the same role
        Assert.False(Resolution.IsOver(IncidentOf(Found()), s_cluster, [others], []));
    }

    [Fact]
    public void A_look_at_another_workload_ends_nothing() =>
        Assert.False(Resolution.IsOver(IncidentOf(Found()), Situation.Scope with { Workload = "api" }, [], []));

    [Fact]
    public void A_look_at_any_workload_that_the_incident_had_may_end_it()
    {
        var first = IncidentOf(Found());
        var both = Incident.After(Found(failure: Failure(pods: [Pod(workload: "api")])), first, Now, notified: true);
        Assert.True(Resolution.IsOver(both, Situation.Scope, [], []));
        Assert.True(Resolution.IsOver(both, Situation.Scope with { Workload = "api" }, [], []));
    }

    [Fact]
    public void Names_that_change_with_every_run_do_not_pile_up()
    {
        var incident = IncidentOf(Found());
        for (var run = 0; run < 200; run++)
            incident = Incident.After(Found(failure: Failure(pods: [Job($"backup-{run}")])), incident, Now, notified: true);
        Assert.InRange(incident.Failure.Pods.Count, 2, 30);
    }

    private static Incident IncidentOf(Finding finding) => Incident.After(finding, null, Now, notified: true);

    private static Finding FoundMissing(string tag) =>
        Found(Situation.Facts with { Image = Missing, RepositoryPolicy = Policy(null) }, failure: NotFound(tag));

    private static PullFailure NotFound(string tag) => Failure(Symptom.NotFound, ImageOf($"shop/ui:{tag}"), "not found");

    private static string ImageOf(string name) => $"{Account}.dkr.ecr.{Region}.amazonaws.com/{name}";

    private static FailingPod Job(string name) =>
        new("default", $"{name}-x7k2p", $"uid-{name}", new Workload("Job", name), "main", "ip-10-42-108-71");

    private static FailingPod BarePod(string name) =>
        new("default", name, $"uid-{name}", new Workload("Pod", name), "main", "ip-10-42-108-71");
}
