using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Network;
using Remediator.Core.Policies.Language;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Facts;

public class PullerResolutionTests
{
    private const string Cluster = "blue";
    private static readonly RoleArn s_node = RoleArn.Parse("arn:aws:iam::111122223333:role/node");
    private static readonly RoleArn s_other = RoleArn.Parse("arn:aws:iam::111122223333:role/other");
    private static readonly Fact<NodeInstance?> s_unread = Fact.Gap<NodeInstance?>(Situation.Denied);

    private static readonly Message s_ofProfile = new("puller.instance-profile", ("profile", "nodes"), ("instance", "i-1"));
    private static readonly Message s_ofGroup = new("puller.node-group", ("nodeGroup", "default"));

    private static NodeInstance Instance(params (string Key, string Value)[] tags) => new("i-1", "vpc-1", "subnet-1", "10.0.0.1")
    {
        Profile = "arn:aws:iam::111122223333:instance-profile/nodes",
        Tags = tags.ToDictionary(tag => tag.Key, tag => tag.Value),
    };

    private static Fact<NodeInstance?> Found(params (string Key, string Value)[] tags) => Fact.Of<NodeInstance?>(Instance(tags));

    private static Puller Known(Fact<Puller> fact) => Assert.IsType<Fact<Puller>.Known>(fact).Value;

    [Theory]
    [InlineData("kubernetes.io/cluster/blue", "owned")]
    [InlineData("eks:cluster-name", "blue")]
    [InlineData("aws:eks:cluster-name", "blue")]
    [InlineData("eks:eks-cluster-name", "blue")]
    public void An_instance_of_the_cluster_verifies_its_profile_s_role(string tag, string value) =>
        Assert.Equal(new Puller(s_node, s_ofProfile, Proved: true, "i-1"),
            Known(PullerResolution.OfInstance("i-1", Found((tag, value)), Cluster, Fact.Of(s_node))));

    [Theory]
    [InlineData("kubernetes.io/cluster/green", "owned", "instance i-1 has no tag of cluster blue")]
    [InlineData("eks:cluster-name", "green", "by its tags, instance i-1 belongs to cluster green")]
    [InlineData("Name", "blue", "instance i-1 has no tag of cluster blue")]
    public void An_instance_of_another_cluster_verifies_nothing(string tag, string value, string why) =>
        Assert.Equal(why, PullerResolution.OfInstance("i-1", Found((tag, value)), Cluster, Fact.Of(s_node)).Gap?.ToString());

    [Fact]
    public void An_instance_that_another_cluster_s_own_tag_names_is_not_ours_whatever_its_shared_tag_says() =>
        Assert.Equal("by its tags, instance i-1 belongs to cluster green",
            PullerResolution.OfInstance("i-1", Found(("kubernetes.io/cluster/blue", "shared"), ("aws:eks:cluster-name", "green")), Cluster,
                Fact.Of(s_node)).Gap?.ToString());

    [Fact]
    public void An_instance_that_ec2_does_not_know_verifies_nothing() =>
        Assert.Equal("EC2 has no instance i-1",
            PullerResolution.OfInstance("i-1", Fact.Of<NodeInstance?>(null), Cluster, Fact.Of(s_node)).Gap?.ToString());

    [Fact]
    public void A_node_group_without_nodes_is_verified_by_eks_alone() => Assert.Equal(new Puller(s_node, s_ofGroup, Proved: true, null),
        Known(PullerResolution.OfNodeGroup(new("default", null) { IsEmpty = true }, s_unread, Cluster, s_node)));

    [Theory]
    [InlineData("a", null, "one")]
    [InlineData("b", null, "three, two")]
    [InlineData("b", "two", "two")]
    [InlineData("c", null, null)]
    public void A_pod_that_is_still_to_come_is_taken_by_the_profiles_that_its_labels_select(string team, string? named, string? profile)
    {
        FargateProfile Profile(string name, string wanted) => new(name, s_node,
            [new FargateSelector("shop", new Dictionary<string, string> { ["team"] = wanted })]);
        var pod = PullerResolution.OnFargate(new(named, "shop", new Dictionary<string, string> { ["team"] = team }),
            [Profile("one", "a"), Profile("two", "b"), Profile("three", "b")]);
        Assert.Equal(profile, pod?.Profile);
    }

    [Fact]
    public void A_node_group_is_verified_by_eks_and_the_tags_of_the_instance() =>
        Assert.Equal(new Puller(s_node, s_ofGroup, Proved: true, "i-1"),
            Known(PullerResolution.OfNodeGroup(new("default", "i-1"),
                Found(("eks:cluster-name", "blue"), ("eks:nodegroup-name", "default")), Cluster, s_node)));

    [Theory]
    [InlineData("i-1")]
    [InlineData(null)]
    public void A_node_group_label_on_a_node_with_an_unknown_instance_gives_only_an_inferred_role(string? instance) =>
        Assert.Equal(new Puller(s_node, new Message("puller.inferred-from-label", ("how", s_ofGroup), ("why", Situation.Denied)),
            Proved: false,
            instance)
        { Doubt = Situation.Denied },
            Known(PullerResolution.OfNodeGroup(new("default", instance), s_unread, Cluster, s_node)));

    [Fact]
    public void Tags_that_name_another_node_group_contradict_the_label() =>
        Assert.Equal("the node says that it belongs to node group default, but the tags of instance i-1 say batch",
            PullerResolution.OfNodeGroup(new("default", "i-1"), Found(("eks:cluster-name", "blue"), ("eks:nodegroup-name", "batch")),
                Cluster, s_node).Gap?.ToString());

    [Fact]
    public void In_auto_mode_the_instance_profile_decides() =>
        Assert.Equal(new Puller(s_other, s_ofProfile, Proved: true, "i-1"),
            Known(PullerResolution.OfAutoMode(new("i-1", "default"), Found(("eks:eks-cluster-name", "blue")), Cluster,
                Fact.Of<RoleArn?>(s_node), Fact.Of(s_other))));

    [Theory]
    [InlineData("default", true)]
    [InlineData("gpu", false)]
    public void Without_an_instance_profile_the_node_role_is_verified_for_the_default_node_class_only(string nodeClass, bool proved) =>
        Assert.Equal(proved, Known(PullerResolution.OfAutoMode(new("i-1", nodeClass), Found(("eks:eks-cluster-name", "blue")), Cluster,
            Fact.Of<RoleArn?>(s_node), Fact.Gap<RoleArn>(Situation.Denied))).Proved);

    [Fact]
    public void A_cluster_without_auto_mode_has_no_such_nodes() =>
        Assert.Equal("the node says that it belongs to EKS Auto Mode, but cluster blue does not use it",
            PullerResolution.OfAutoMode(new("i-1", "default"), s_unread, Cluster, Fact.Of<RoleArn?>(null),
                Fact.Gap<RoleArn>(Situation.Denied)).Gap?.ToString());

    [Fact]
    public void An_annotation_gives_only_an_inferred_role() =>
        Assert.Equal(new Puller(s_other, new Message("puller.service-account", ("serviceAccount", "shop/ui")), Proved: false,
            "ecr-credential-provider"),
            Known(PullerResolution.OfPod(new PodCredentials.ServiceAccountRole("shop/ui", s_other.ToString()))!));

    [Fact]
    public void An_annotation_that_is_not_a_role_identifies_no_puller() =>
        Assert.Equal("service account shop/ui specifies the role \"*\", which is not a role ARN",
            PullerResolution.OfPod(new PodCredentials.ServiceAccountRole("shop/ui", "*"))!.Gap?.ToString());

    [Fact]
    public void Without_the_missing_pull_secret_the_nodes_role_pulls_but_an_event_proves_nothing()
    {
        var puller = Known(PullerResolution.Unless(new PodCredentials.None { Missing = ["regcred"] }, Situation.Facts.Puller));
        Assert.Equal((Situation.NodeRole, false, "puller.secret-missing"), (puller.Role, puller.Proved, puller.How.Code));
    }

    [Fact]
    public void A_service_account_that_was_not_read_leaves_the_node_s_role_only_inferred() =>
        Assert.False(Known(PullerResolution.Unless(new PodCredentials.Unread(Situation.Denied),
            Fact.Of(new Puller(s_node, s_ofGroup, true, "i-1")))).Proved);

    public static TheoryData<string?, string, RoleArn?, bool> Fargate => new()
    {
        { "shop", "shop", s_node, true },
        { null, "shop", s_node, true },
        { "elsewhere", "shop", s_node, true },
        { "both", "team-a", s_other, false },
        { "wild", "team-a", s_node, false },
        { "ui", "mixed", s_node, false }, // its author may have relabelled it since it was scheduled
        { "shop", "unknown", s_node, false },
        { null, "unknown", null, false },
    };

    [Theory]
    [MemberData(nameof(Fargate))]
    public void A_fargate_profile_is_verified_unless_a_profile_with_another_role_matches_the_pod(string? label, string ns, RoleArn? role,
        bool proved)
    {
        FargateProfile[] profiles =
        [
            new("shop", s_node, [new("shop", new Dictionary<string, string>())]),
            new("wild", s_node, [new("team-?", new Dictionary<string, string>())]),
            new("both", s_other, [new("team-*", new Dictionary<string, string> { ["app"] = "*" })]),
            new("ui", s_node, [new("mixed", new Dictionary<string, string> { ["app"] = "ui" })]),
            new("web", s_other, [new("mixed", new Dictionary<string, string> { ["app"] = "web" })]),
        ];
        var answer = PullerResolution.OfFargate(new(label, ns, new Dictionary<string, string> { ["app"] = "ui" }), profiles);
        Assert.Equal((role, role is not null && proved),
            answer is Fact<Puller>.Known { Value: var puller } ? (puller.Role, puller.Proved) : (null, false));
    }
}
