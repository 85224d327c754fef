using System.Text.Json.Nodes;

namespace Remediator.EndToEnd.Tests.Template;

public class EventSourceTests
{
    /// <summary>Parameters under which the stack has all its rules.</summary>
    internal static readonly string[] Everything = ["Clusters=eks-workshop", "CompositeAlarms=shop-is-unwell",
        "QueryAlarms=eks-image-pull-promql", "InsightsAlarm=both", "DailyAudit=on"];

    /// <summary>Which rule claims a sample of <c>events/</c>; none, where it does not come by a pattern.</summary>
    public static TheoryData<string, string?> Claims { get; } = new()
    {
        { "alarm", "ImagePullAlarm" },
        { "alarm-ok", "ImagePullAlarm" },
        { "alarm-cluster", "ImagePullAlarm" },
        { "alarm-metric-math", "ImagePullAlarm" },
        { "alarm-metrics-insights", "InsightsAlarmChange" },
        { "alarm-contributor", "InsightsAlarmChange" },
        { "alarm-composite", "CompositeAlarmChange" },
        { "alarm-waiting-reason", "WaitingReasonAlarm" },
        { "alarm-promql", "QueryAlarmChange" },
        { "set-repository-policy", "RepositoryChange" },
        { "delete-repository-policy", "RepositoryChange" },
        { "delete-repository", "RepositoryChange" },
        { "batch-delete-image", "RepositoryChange" },
        { "delete-pull-through-cache-rule", "RepositoryChange" },
        { "put-registry-policy", "RepositoryChange" },
        { "delete-registry-policy", "RepositoryChange" },
        { "put-account-setting", "RepositoryChange" },
        { "denied-pull", "DeniedPull" },
        { "denied-import", "DeniedPull" },
        { "image-deleted", "ImageDeletion" },
        { "image-archived", "ImageArchival" },
        { "lifecycle-expiry", "LifecycleExpiry" },
        { "pull-through-cache-failed", "PullThroughCacheFailure" },
        { "kubernetes-event", "ExportedEvent" },
        { "kubernetes-event-flat", "ExportedEvent" },
        { "kubernetes-event-sandbox", "ExportedEvent" },
        { "schedule", null }, // by the rule's schedule
    };

    /// <summary>Samples that are no events of a bus.</summary>
    private static readonly string[] s_payloads = ["request", "queue", "audit"];

    [Theory]
    [MemberData(nameof(Claims))]
    public async Task A_sample_matches_its_own_rule_and_no_other(string sample, string? rule) =>
        Assert.Equal(rule is null ? [] : [rule], await EventBridge.RulesReached(await Patterns(), Sample(sample)));

    [Fact]
    public void Every_sample_has_a_rule() =>
        Assert.Equal(
            Directory.GetFiles(Repository.PathOf("events"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!)
                .Order(StringComparer.Ordinal),
            Claims.Select(claim => claim.Data.Item1).Concat(s_payloads).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("DescribeImages", null)]
    [InlineData("GetRepositoryPolicy", null)]
    [InlineData("GetAuthorizationToken", "AccessDenied")]
    [InlineData("ListTagsForResource", null)]
    [InlineData("BatchGetImage", null)] // every pull in the account
    [InlineData("BatchGetImage", "ImageNotFoundException")]
    [InlineData("BatchCheckLayerAvailability", null)]
    [InlineData("BatchImportUpstreamImage", null)]
    [InlineData("CreateRepository", null)]
    [InlineData("DeletePullThroughCacheRule", "PullThroughCacheRuleNotFoundException")]
    [InlineData("PutImage", null)]
    [InlineData("SetRepositoryPolicy", "AccessDenied")]
    [InlineData("SetRepositoryPolicy", "InvalidParameterException")]
    public async Task Calls_that_change_nothing_reach_no_rule(string operation, string? error)
    {
        var call = Sample("set-repository-policy");
        call["detail"]!["eventName"] = operation;
        if (error is not null)
            call["detail"]!["errorCode"] = error;
        Assert.Empty(await EventBridge.RulesReached(await Patterns(), call));
    }

    [Theory]
    [InlineData("image-deleted", "action-type", "PUSH")]
    [InlineData("image-deleted", "result", "FAILURE")]
    [InlineData("image-archived", "target-storage-class", "STANDARD")]
    [InlineData("kubernetes-event", "message", "Back-off restarting failed container ui in pod ui-private")]
    [InlineData("kubernetes-event-flat", "reason", "Pulled")]
    [InlineData("kubernetes-event", "reason", "ImagePullDiagnosed")] // our own
    [InlineData("kubernetes-event-flat", "reason", "ImagePullDiagnosed")]
    [InlineData("kubernetes-event-sandbox", "message", "Failed to create pod sandbox: failed to setup network for sandbox: timeout")]
    [InlineData("lifecycle-expiry", "eventName", "SomeOtherEvent")]
    [InlineData("pull-through-cache-failed", "sync-status", "SUCCESS")]
    [InlineData("alarm-promql", "alarmName", "somebody-elses")]
    [InlineData("alarm-composite", "alarmName", "somebody-elses")]
    [InlineData("alarm-contributor", "alarmName", "somebody-elses")]
    public async Task Near_misses_of_a_sample_reach_no_rule(string sample, string field, string value)
    {
        var neighbour = Sample(sample);
        neighbour["detail"]![field] = value;
        Assert.Empty(await EventBridge.RulesReached(await Patterns(), neighbour));
    }

    private static JsonNode Sample(string name) => JsonNode.Parse(File.ReadAllText(Repository.PathOf("events", $"{name}.json")))!;

    private static async Task<IReadOnlyDictionary<string, JsonNode>> Patterns() => (await Deployment.RulesOf(Everything))
        .Where(rule => rule.Value["pattern"] is not null)
        .ToDictionary(rule => rule.Key, rule => rule.Value["pattern"]!);
}
