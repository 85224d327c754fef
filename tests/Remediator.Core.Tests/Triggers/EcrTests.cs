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
    [InlineData("put-registry-policy.json")]
    [InlineData("delete-registry-policy.json")]
    [InlineData("put-account-setting.json")]
    public void A_call_that_changes_the_registry_s_policy_or_its_scope_is_about_all_of_its_repositories(string sample) =>
        Assert.Equal(new Trigger.RegistryEvent(Account, "us-west-2", s_byMary.By), Trigger.Read(SampleEvents.Of(sample)));

    [Theory]
    [InlineData("put-registry-policy.json", "ValidationException")]
    [InlineData("delete-registry-policy.json", "RegistryPolicyNotFoundException")]
    [InlineData("put-account-setting.json", "AccessDeniedException")]
    public void A_call_about_the_registry_s_policy_that_failed_is_not_ours(string sample, string error) =>
        Assert.IsType<Trigger.Ignored>(Trigger.Read(SampleEvents.Of(sample, e => e["detail"]!["errorCode"] = error)));

    [Theory]
    [InlineData("BASIC_SCAN_TYPE_VERSION")]
    [InlineData("BLOB_MOUNTING")]
    public void A_setting_of_the_account_that_decides_no_pull_is_not_ours(string setting) =>
        Assert.IsType<Trigger.Ignored>(Trigger.Read(SampleEvents.Of("put-account-setting.json",
            e => e["detail"]!["requestParameters"]!["name"] = setting)));

    [Theory]
    [InlineData("AccessDenied")]
    [InlineData("RepositoryPolicyNotFoundException")]
    public void A_call_that_failed_is_not_ours(string error) =>
        Assert.IsType<Trigger.Ignored>(Trigger.Read(SampleEvents.Of("set-repository-policy.json", e => e["detail"]!["errorCode"] = error)));

    [Theory]
    [InlineData("PutImage")]
    [InlineData("DescribeImages")]
    [InlineData("BatchGetImage")]
    [InlineData("BatchImportUpstreamImage")]
    [InlineData("CreateRepository")]
    [InlineData("PutLifecyclePolicy")]
    public void A_call_that_is_not_followed_is_not_ours(string operation) =>
        Assert.IsType<Trigger.Ignored>(Trigger.Read(SampleEvents.Of("set-repository-policy.json",
            e => e["detail"]!["eventName"] = operation)));

    [Theory]
    [InlineData("PutImageTagMutability", null)]
    [InlineData("PutImage", null)]
    [InlineData("BatchGetImage", "ImageNotFoundException")]
    public void The_reason_for_not_following_a_call_is_true_of_every_call(string operation, string? error)
    {
        var ignored = Assert.IsType<Trigger.Ignored>(Trigger.Read(SampleEvents.Of("set-repository-policy.json",
            e => (e["detail"]!["eventName"], e["detail"]!["errorCode"]) = (operation, error))));
        Assert.Equal(error is null ? $"{operation} is not among the calls that are followed"
            : $"{operation} that failed with {error} is not among the calls that are followed", $"{ignored.Why}");
    }

    [Theory]
    [InlineData("CreatePullThroughCacheRule")]
    [InlineData("UpdatePullThroughCacheRule")]
    [InlineData("DeletePullThroughCacheRule")]
    [InlineData("DeleteRepositoryCreationTemplate")]
    public void A_change_of_how_repositories_are_filled_is_about_all_of_the_registry(string operation) =>
        Assert.Equal(new Trigger.Sweep(Account, null, null), Trigger.Read(SampleEvents.Of("delete-pull-through-cache-rule.json",
            e => e["detail"]!["eventName"] = operation)));

    [Fact]
    public void A_rule_that_was_not_deleted_is_not_ours() =>
        Assert.IsType<Trigger.Ignored>(Trigger.Read(SampleEvents.Of("delete-pull-through-cache-rule.json",
            e => e["detail"]!["errorCode"] = "PullThroughCacheRuleNotFoundException")));

    [Theory]
    [InlineData("BatchImportUpstreamImage", "AccessDenied")]
    [InlineData("BatchImportUpstreamImage", "UnableToGetUpstreamImageException")]
    [InlineData("CreateRepository", "AccessDeniedException")]
    [InlineData("GetDownloadUrlForLayer", "AccessDenied")]
    public void A_call_of_a_pull_that_was_refused_names_the_repository_and_the_role(string operation, string error) =>
        Assert.Equal(
            new Trigger.RepositoryEvent(Account, new(Account, "us-west-2", "docker-hub/library/nginx"),
                new(RoleArn.Parse(NodeRole), "i-0f1e2d3c4b5a69788"), null),
            Trigger.Read(SampleEvents.Of("denied-import.json", e => (e["detail"]!["eventName"], e["detail"]!["errorCode"]) =
                (operation, error))));

    [Fact]
    public void A_cache_that_could_not_be_filled_names_its_repository_and_what_ECR_says() =>
        Assert.Equal(
            new Trigger.RepositoryEvent(Account, new(Account, "us-west-2", "docker-hub/library/nginx"), null, null)
            {
                Upstream = new("AccessDenied", "Unable to authenticate to upstream registry", "1.27",
                    new(2026, 1, 14, 2, 36, 48, TimeSpan.Zero)),
            },
            Trigger.Read(SampleEvents.Of("pull-through-cache-failed.json")));

    [Fact]
    public void A_cache_that_could_not_be_filled_and_is_named_by_its_ARN_alone_is_found() =>
        Assert.Equal("docker-hub/library/nginx", RepositoryIn(SampleEvents.Of("pull-through-cache-failed.json",
            e => e["detail"]!.AsObject().Remove("repository-name"))).Name);

    [Fact]
    public void A_cache_that_could_not_be_filled_and_names_only_its_rule_sweeps() =>
        Assert.Equal(new Trigger.Sweep(Account, null, null), Trigger.Read(SampleEvents.Of("pull-through-cache-failed.json", e =>
        {
            e["detail"]!.AsObject().Remove("repository-name");
            e["resources"] = new JsonArray();
        })));

    [Fact]
    public void A_failure_without_code_and_reason_and_tag_is_one_all_the_same()
    {
        var bare = SampleEvents.Of("pull-through-cache-failed.json", e =>
        {
            foreach (var name in new[] { "failure-code", "failure-reason", "image-tag" })
                e["detail"]!.AsObject().Remove(name);
        });
        var upstream = Assert.IsType<Trigger.RepositoryEvent>(Trigger.Read(bare)).Upstream!;
        Assert.Equal(("", "", null), (upstream.Code, upstream.Reason, upstream.Tag));
    }

    [Fact]
    public void A_cache_that_was_filled_is_not_ours() =>
        Assert.IsType<Trigger.Ignored>(Trigger.Read(SampleEvents.Of("pull-through-cache-failed.json",
            e => e["detail"]!["sync-status"] = "SUCCESS")));

    [Fact]
    public void Images_that_a_lifecycle_policy_expired_name_their_repository() =>
        Assert.Equal(new Trigger.RepositoryEvent(Account, s_repository, null, null),
            Trigger.Read(SampleEvents.Of("lifecycle-expiry.json")));

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    public void A_lifecycle_policy_that_took_nothing_away_is_not_ours(string actions) =>
        Assert.IsType<Trigger.Ignored>(Trigger.Read(SampleEvents.Of("lifecycle-expiry.json",
            e => e["detail"]!["serviceEventDetails"]!["lifecycleEventImageActions"] = JsonNode.Parse(actions))));

    [Fact]
    public void Another_service_event_is_not_ours() =>
        Assert.IsType<Trigger.Ignored>(Trigger.Read(SampleEvents.Of("lifecycle-expiry.json",
            e => e["detail"]!["eventName"] = "ScanExecutionEvent")));

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
    [InlineData("pull-through-cache-failed.json", "$.repository-name", "\"../x\"")]
    [InlineData("lifecycle-expiry.json", "$.serviceEventDetails.repositoryName", "7")]
    public void A_field_of_another_shape_is_named(string sample, string path, string value)
    {
        var parts = path.Split('.')[1..];
        var e = SampleEvents.Of(sample,
            json => parts[..^1].Aggregate(json["detail"]!, (node, part) => node[part]!)[parts[^1]] = JsonNode.Parse(value));
        Assert.Equal($"detail{path[1..]}", Assert.Throws<MalformedEventException>(() => Trigger.Read(e)).Field);
    }

    private static EcrRepository RepositoryIn(IncomingEvent e) => Assert.IsType<Trigger.RepositoryEvent>(Trigger.Read(e)).Repository;
}
