using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Findings;

/// <summary>Node groups that share a role and fail together are one incident.</summary>
public class IncidentMergeTests
{
    private static readonly (PullFailure Failure, PullFacts Facts)
        s_default = Case("default", Situation.Pod(0, "ui") with { Node = "a" }),
        s_spot = Case("spot", Situation.Pod(0, "cart") with { Node = "b" }, Situation.Pod(1, "cart") with { Node = "c" });

    [Fact]
    public void Its_evidence_counts_the_pods_of_all_node_groups()
    {
        var evidence = Evidence(IncidentMerge.Of([s_default, s_spot]), Step.PodStatus);
        Assert.StartsWith("3 containers of 2 workloads ", evidence, StringComparison.Ordinal);
        Assert.Contains("3 pods on 3 nodes fail this way", evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_evidence_names_every_source_of_the_pulling_role()
    {
        var merged = IncidentMerge.Of([s_default, s_spot]);
        Assert.Equal($"{Situation.NodeRole} pulls the images (node group default; node group spot)", Evidence(merged, Step.Puller));
    }

    [Fact]
    public void It_keeps_its_key_and_its_cause()
    {
        var (failure, facts) = IncidentMerge.Of([s_default, s_spot]);
        var verdict = Diagnosis.Of(failure, facts);
        Assert.Equal(Cause.RepositoryPolicyDenies, verdict.Cause);
        Assert.Equal(KeyOf(s_default), KeyOf((failure, facts)));
        Assert.Equal(KeyOf(s_spot), KeyOf((failure, facts)));
    }

    [Fact]
    public void One_node_that_verifies_the_role_verifies_it_for_the_incident()
    {
        var inferred = s_default with
        {
            Facts = s_default.Facts with { Puller = Fact.Of(Puller("default") with { Proved = false }) },
        };
        var (failure, facts) = IncidentMerge.Of([inferred, s_spot]);
        Assert.Equal(Confidence.Proved, Diagnosis.Of(failure, facts).Confidence);
    }

    [Fact]
    public void A_single_failure_stays_as_it_is() => Assert.Equal(s_spot, IncidentMerge.Of([s_spot]));

    private static string Evidence((PullFailure Failure, PullFacts Facts) merged, Step step) =>
        Diagnosis.Of(merged.Failure, merged.Facts).Evidence.Single(one => one.Step == step).What.ToString();

    private static string KeyOf((PullFailure Failure, PullFacts Facts) one) => IncidentKey.Of(
        one.Failure, ((Fact<Puller>.Known)one.Facts.Puller).Value, Diagnosis.Of(one.Failure, one.Facts).Cause);

    private static (PullFailure, PullFacts) Case(string group, params FailingPod[] pods) => (
        Situation.Failure(pods: pods) with { Compute = new Compute.NodeGroup(group, null) },
        Situation.Facts with { Puller = Fact.Of(Puller(group)) });

    private static Puller Puller(string group) =>
        new(Situation.NodeRole, new Message("puller.node-group", ("nodeGroup", group)), Proved: true, null);
}
