using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Tests.Findings;

public class IncidentKeyTests
{
    private static string Key(PullFacts? facts = null, PullFailure? failure = null) => Situation.Found(facts, failure: failure).Key;

    [Fact]
    public void The_same_incident_has_the_same_key_on_every_run() => Assert.Equal("pull-", Key()[..5]);

    [Fact]
    public void A_key_does_not_depend_on_pods_namespace_text_or_tag()
    {
        PullFailure[] alike =
        [
            Situation.Failure(pods: [Situation.Pod(7, "cart", "shop"), Situation.Pod(8)]),
            Situation.Failure(text: "other words"),
            Situation.Failure(image: "111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/ui:2"),
            Situation.Failure() with { Scope = Situation.Scope with { Namespace = null, Workload = null } },
        ];
        Assert.All(alike, failure => Assert.Equal(Key(), Key(failure: failure)));
    }

    [Fact]
    public void A_key_depends_on_cluster_registry_region_repository_puller_and_cause()
    {
        string[] keys =
        [
            Key(),
            Key(failure: Situation.Failure() with { Scope = Situation.Scope with { Cluster = "other" } }),
            Key(failure: Situation.Failure(image: "111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/cart:1.2.1")),
            Key(failure: Situation.Failure(image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/ui:1.2.1")),
            Key(failure: Situation.Failure(image: "444455556666.dkr.ecr.us-west-2.amazonaws.com/shop/ui:1.2.1")),
            Key(Situation.Facts with { Puller = Fact.Of(new Puller(Situation.NodeRole with { Name = "other" }, Situation.OfGroup, true,
                null)), RepositoryPolicy = Situation.Policy(Situation.Deny("\"*\"", "ecr:BatchGetImage")) }),
            Key(Situation.Facts with { RepositoryPolicy = Situation.Policy(null) }),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void A_missing_image_is_a_separate_incident_for_each_tag()
    {
        PullFacts facts = Situation.Facts with { Image = Situation.Missing };
        Assert.NotEqual(
            Key(facts, Situation.Failure(Symptom.NotFound)),
            Key(facts, Situation.Failure(Symptom.NotFound, "111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/ui:2")));
    }
}
