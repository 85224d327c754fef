using System.Text.Json.Nodes;
using Remediator.Core.Facts;
using Remediator.Core.Images;
using Remediator.Core.Policies.Language;
using Remediator.Core.Triggers;

namespace Remediator.Core.Tests.Triggers;

public sealed class EcrTests
{
    private const string Account = "111122223333";
    private const string NodeRole = "arn:aws:iam::111122223333:role/eksctl-eks-workshop-nodegroup-defa-NodeInstanceRole-vWD7AqRmnZ2x";
    private static readonly EcrRepository s_repository = new(Account, "us-west-2", "retail-sample-app-ui");
    private static readonly DateTimeOffset s_called = new(2026, 1, 14, 9, 31, 40, TimeSpan.Zero);
    private static readonly Trigger.RepositoryEvent s_byMary = new(Account, s_repository,
        new(RoleArn.Parse("arn:aws:iam::111122223333:role/Admin"), "mary"), null);

    [Theory]
    [InlineData("set-repository-policy.json")]
    [InlineData("delete-repository-policy.json")]
    [InlineData("delete-repository.json")]
    [InlineData("batch-delete-image.json")]
    public void A_call_that_changes_a_repository_names_it_and_the_caller(string sample) =>
        Assert.Equal(s_byMary, Assert.IsType<Trigger.RepositoryEvent>(Trigger.Read(SampleEvents.Of(sample))) with { Change = null });

    [Theory]
    [InlineData("AccessDenied")]
    [InlineData("RepositoryPolicyNotFoundException")]
    public void A_call_that_failed_is_not_ours(string error) =>
        Assert.IsType<Trigger.Ignored>(Trigger.Read(SampleEvents.Of("set-repository-policy.json", e => e["detail"]!["errorCode"] = error)));

    [Theory]
    [InlineData("PutImage")]
    [InlineData("DescribeImages")]
    [InlineData("BatchGetImage")]
    public void A_call_that_does_not_affect_pulls_is_not_ours(string operation) =>
        Assert.IsType<Trigger.Ignored>(Trigger.Read(SampleEvents.Of("set-repository-policy.json",
            e => e["detail"]!["eventName"] = operation)));

    [Fact]
    public void A_call_that_sets_a_policy_says_who_set_it_and_when() =>
        Assert.Equal(
            new ChangedBy("arn:aws:sts::111122223333:assumed-role/Admin/mary", s_called),
            Assert.IsType<Trigger.RepositoryEvent>(Trigger.Read(SampleEvents.Of("set-repository-policy.json"))).Change);

    [Theory]
    [InlineData("batch-delete-image.json")]
    [InlineData("delete-repository.json")]
    [InlineData("image-deleted.json")]
    public void A_call_about_images_is_no_change_of_the_policy(string sample) =>
        Assert.Null(Assert.IsType<Trigger.RepositoryEvent>(Trigger.Read(SampleEvents.Of(sample))).Change);

    [Fact]
    public void A_denied_pull_names_the_repository_the_role_and_the_instance() =>
        Assert.Equal(
            new Trigger.RepositoryEvent(Account, s_repository, new(RoleArn.Parse(NodeRole), "i-0f1e2d3c4b5a69788"), null),
            Trigger.Read(SampleEvents.Of("denied-pull.json")));

    [Theory]
    [InlineData("ARN")]
    [InlineData("arn")]
    public void The_resource_s_ARN_is_read_in_either_spelling(string key) =>
        Assert.Equal(s_repository, RepositoryIn(SampleEvents.Of("denied-pull.json", e =>
        {
            e["detail"]!["errorMessage"] = "denied";
            e["detail"]!["resources"] = new JsonArray(
                new JsonObject { [key] = "arn:aws:ecr:us-west-2:111122223333:repository/retail-sample-app-ui" });
        })));

    [Fact]
    public void A_denied_pull_without_resources_is_read_from_the_error_message() =>
        Assert.Equal(s_repository, RepositoryIn(SampleEvents.Of("denied-pull.json", e => e["detail"]!["resources"] = null)));

    [Fact]
    public void A_pull_denied_by_another_account_s_repository_names_that_registry() =>
        Assert.Equal(
            new EcrRepository("999900001111", "eu-central-1", "shared/base"),
            RepositoryIn(SampleEvents.Of("denied-pull.json",
                e => e["detail"]!["resources"]![0]!["ARN"] = "arn:aws:ecr:eu-central-1:999900001111:repository/shared/base")));

    [Fact]
    public void A_denied_pull_that_names_no_resource_sweeps() =>
        Assert.Equal(new Trigger.Sweep(Account, null, null), Trigger.Read(SampleEvents.Of("denied-pull.json", e =>
            (e["detail"]!["resources"], e["detail"]!["errorMessage"]) = (null, "User: arn:aws:sts::111122223333:assumed-role/ui..."))));

    [Fact]
    public void The_registry_of_the_request_takes_precedence_over_the_event_s_account() =>
        Assert.Equal("999900001111",
            RepositoryIn(SampleEvents.Of("batch-delete-image.json",
                e => e["detail"]!["requestParameters"]!["registryId"] = "999900001111")).Account);

    [Fact]
    public void A_call_of_a_user_has_no_role() =>
        Assert.Equal(s_byMary with { By = null, Change = new("arn:aws:iam::111122223333:user/mary", s_called) },
            Trigger.Read(SampleEvents.Of("set-repository-policy.json", e =>
            e["detail"]!["userIdentity"] =
                JsonNode.Parse("""{"type": "IAMUser", "principalId": "AIDA", "arn": "arn:aws:iam::111122223333:user/mary"}"""))));

    [Theory]
    [InlineData("arn:aws:iam::111122223333:role/Admin", true)]
    [InlineData("arn:aws:iam::111122223333:role/teams/ops/Admin", true)]
    [InlineData("arn:aws:iam::111122223333:role/admin", false)]
    [InlineData("arn:aws:iam::999900001111:role/Admin", false)]
    public void A_caller_is_known_by_account_and_name_of_its_role(string role, bool known) =>
        Assert.Equal(known, s_byMary.By!.Is(RoleArn.Parse(role)));

    [Theory]
    [InlineData("image-deleted.json")]
    [InlineData("image-archived.json")]
    public void A_deleted_image_names_its_repository(string sample) =>
        Assert.Equal(new Trigger.RepositoryEvent(Account, s_repository, null, null), Trigger.Read(SampleEvents.Of(sample)));

    [Theory]
    [InlineData("image-deleted.json", "action-type", "PUSH")]
    [InlineData("image-deleted.json", "result", "FAILURE")]
    [InlineData("image-archived.json", "target-storage-class", "STANDARD")]
    public void An_action_that_deletes_no_image_is_not_ours(string sample, string field, string value) =>
        Assert.IsType<Trigger.Ignored>(Trigger.Read(SampleEvents.Of(sample, e => e["detail"]![field] = value)));

    [Theory]
    [InlineData("set-repository-policy.json", "$.requestParameters.repositoryName", "\"../x\"")]
    [InlineData("set-repository-policy.json", "$.requestParameters.registryId", "\"1\"")]
    [InlineData("set-repository-policy.json", "$.eventName", "7")]
    [InlineData("denied-pull.json", "$.resources", "7")]
    [InlineData("image-deleted.json", "$.repository-name", "\"UPPER\"")]
    public void A_field_of_another_shape_is_named(string sample, string path, string value)
    {
        var parts = path.Split('.')[1..];
        var e = SampleEvents.Of(sample,
            json => parts[..^1].Aggregate(json["detail"]!, (node, part) => node[part]!)[parts[^1]] = JsonNode.Parse(value));
        Assert.Equal($"detail{path[1..]}", Assert.Throws<MalformedEventException>(() => Trigger.Read(e)).Field);
    }

    private static EcrRepository RepositoryIn(IncomingEvent e) => Assert.IsType<Trigger.RepositoryEvent>(Trigger.Read(e)).Repository;
}
