using System.Text.Json.Nodes;
using Remediator.Core.Images;
using Remediator.Core.Incidents;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;
using Remediator.Repair;
using Remediator.State;
using Remediator.Tests.Notify;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Gate;

/// <summary>
/// In mode auto, someone who may write any item into the incident table, and has no right in ECR, wants a policy written: by the function,
/// or by a person with the right to write every policy.
/// </summary>
public class ForgedRecordTests
{
    private const string Coveted = "arn:aws:iam::111122223333:role/coveted";

    private static readonly TimeSpan s_remaining = TimeSpan.FromSeconds(300);

    /// <summary>From the record of a change that was made, and the live policy of the repository that it names now.</summary>
    private static readonly Dictionary<string, (Func<PatchRecord, PatchRecord> Forge, string Why)> s_forgeries = new()
    {
        ["a policy before that allows everyone"] = (genuine => genuine with
        {
            Patch = genuine.Patch with { Before = With(genuine.Patch.After!, """{"Effect":"Allow","Principal":"*","Action":"ecr:*"}""") },
        }, "record.not-proved"),
        ["the policy before, in which everyone is allowed as well"] = (genuine => genuine with
        {
            Patch = genuine.Patch with { Before = With(genuine.Patch.Before!, """{"Effect":"Allow","Principal":"*","Action":"ecr:*"}""") },
        }, "record.other-change"),
        ["the policy before, in which another role is denied as well"] = (genuine => genuine with
        {
            Patch = genuine.Patch with { Before = With(genuine.Patch.Before!, Statement("Deny", Coveted, "ecr:BatchGetImage")) },
        }, "record.other-change"),
        ["another principal"] = (genuine => genuine with
        {
            Puller = genuine.Puller with { Role = RoleArn.Parse(Coveted) },
            Patch = genuine.Patch with
            {
                Principal = RoleArn.Parse(Coveted),
                Before = With(genuine.Patch.After!, Statement("Deny", Coveted, "ecr:BatchGetImage")),
            },
        }, "record.other-principal"),
        ["a policy after that allows everyone"] = (genuine => genuine with
        {
            Patch = genuine.Patch with
            {
                Before = genuine.Patch.After!,
                After = With(genuine.Patch.After!, """{"Effect":"Allow","Principal":"*","Action":"ecr:*"}"""),
            },
        }, "record.not-proved"),
        ["a grant that nobody approved"] = (genuine => genuine with
        {
            Patch = genuine.Patch with
            {
                Strategy = PatchStrategy.Grant,
                Before = genuine.Patch.After!,
                After = With(genuine.Patch.After!, Statement("Allow", $"{genuine.Patch.Principal}", "ecr:BatchGetImage")),
            },
        }, "record.not-approved"),
        ["a repository whose owner allows no patches"] = (genuine => Of(genuine, "cart"), "plan.not-opted-in"),
        ["another incident"] = (genuine => genuine with { Incident = "pull-0123456789abcdef" }, "record.other-incident"),
        ["another cluster"] = (genuine => genuine with
        {
            Failure = genuine.Failure with { Scope = genuine.Failure.Scope with { Cluster = "blue" } },
        }, "record.other-incident"),
    };

    public static TheoryData<string, PatchPhase> Forgeries =>
    [
        .. from name in s_forgeries.Keys
           from phase in new[] { PatchPhase.Writing, PatchPhase.Written, PatchPhase.Restarted, PatchPhase.RollingBack }
           select (name, phase),
    ];

    public static TheoryData<string> Names => [.. s_forgeries.Keys];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_record_of_an_interrupted_patch_writes_nothing_and_is_notified(string name, PatchPhase phase)
    {
        await using var story = await FixedAsync();
        var (forge, why) = s_forgeries[name];
        await PlantAsync(story, genuine => forge(genuine) with { Phase = phase });
        var (policies, writes, told) = (Policies(story), story.Writes.Count, story.Statuses().Length);
        await story.DeliverAsync(story.ClusterAlarm(), s_remaining);
        Assert.Equal((policies, writes), (Policies(story), story.Writes.Count));
        var finding = Assert.Single(story.Findings().Skip(told));
        Assert.Equal(("failed", "record.refused"), ((string?)finding["status"], (string?)finding["outcome"]!["code"]));
        Assert.Contains(why, finding["outcome"]!.ToJsonString(), StringComparison.Ordinal);
        // nobody is handed a command that writes what the record says
        Assert.DoesNotContain("set-repository-policy", story.World.Notifications[^1].Message, StringComparison.Ordinal);
        await story.DeliverAsync(story.ClusterAlarm(), s_remaining);
        Assert.Equal((policies, writes), (Policies(story), story.Writes.Count));
        Assert.DoesNotContain("failed", story.Statuses().Skip(told + 1));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_person_who_rolls_back_a_forged_record_writes_nothing(string name)
    {
        await using var story = await FixedAsync();
        var key = await PlantAsync(story, genuine => s_forgeries[name].Forge(genuine) with { Phase = PatchPhase.Notified });
        var (policies, writes) = (Policies(story), story.PolicyWrites());
        using var aws = story.AsOperator();
        var refused = Assert.IsType<RollbackResult.Refused>(
            await StoredNotifications.RollbackOf(aws).RollBackAsync(key, "mary", Story.Stop));
        Assert.Equal("record.refused", refused.Why.Code);
        Assert.Equal((policies, writes), (Policies(story), story.PolicyWrites()));
    }

    /// <summary>What is rolled back without a person is rolled back on evidence, and a record is none.</summary>
    [Fact]
    public async Task A_record_that_a_rollback_was_begun_rolls_nothing_back_while_the_pods_pull()
    {
        await using var story = await FixedAsync();
        await PlantAsync(story, genuine => genuine with { Phase = PatchPhase.RollingBack });
        var (policies, writes) = (Policies(story), story.PolicyWrites());
        await story.DeliverAsync(story.ClusterAlarm(), s_remaining);
        Assert.Equal((policies, writes), (Policies(story), story.PolicyWrites()));
    }

    [Theory]
    [InlineData("""{"phase":"Ended","outcome":null}""")]
    [InlineData("""{"phase":"Restarted","words":null}""")]
    [InlineData("""{"failure":{"pods":[["default"]]}}""")]
    [InlineData("""{"failure":{"pods":[]}}""")]
    [InlineData("""{"failure":{"image":"nginx"}}""")]
    [InlineData("""{"patch":{"before":"[]"}}""")]
    public async Task A_record_that_cannot_be_read_hinders_nothing_else(string changed)
    {
        await using var story = await FixedAsync();
        await PlantAsync(story, genuine => genuine with { Phase = PatchPhase.Written }, record => Merge(record, JsonNode.Parse(changed)!));
        var policies = Policies(story);
        Assert.Empty((await story.DeliverAsync(story.ClusterAlarm(), s_remaining))["findings"]!.AsArray());
        Assert.Equal(policies, Policies(story));
    }

    /// <summary>Fixed and verified, beside a repository of which the same role may pull and whose owner allows no patches.</summary>
    private static async Task<Story> FixedAsync()
    {
        var story = await Story.BeginAsync(Story.Workshop("""
            {
              "roles": { "coveted": {} },
              "repositories": { "cart": { "images": [ { "tags": [ "1" ] } ], "tags": {}, "policy": { "Statement": [
                { "Sid": "push", "Effect": "Deny", "Principal": { "AWS": "{nodeRole}" }, "Action": "ecr:PutImage" } ] } } }
            }
            """), [StoredNotifications.Table]);
        Assert.Equal("fixed", (string?)(await story.FindingAsync(s_remaining))["status"]);
        return story;
    }

    /// <summary>The attacker opens the incident again, with a patch of theirs as its latest.</summary>
    private static async Task<string> PlantAsync(Story story, Func<PatchRecord, PatchRecord> forge, Action<JsonNode>? change = null)
    {
        using var aws = story.AsOperator();
        var memory = StoredNotifications.Remembered(aws);
        var key = Assert.Single(await memory.AllAsync(why => Assert.Fail($"{why}"), Story.Stop)).Key;
        var genuine = await memory.LatestPatchAsync(key);
        Assert.True(PolicyDocument.Parse(story.Policy!).SameAs(genuine.Patch.After));
        var forged = forge(genuine with { Id = $"{key}#forged" });
        var body = IncidentJson.Of(forged);
        change?.Invoke(body);
        var documents = new DynamoDocuments(aws, "us-west-2", "incidents");
        Assert.True(await documents.PutAsync(new Document("patch", forged.Id, 0, null, body), null, Story.Stop));
        await memory.ChangeAsync(key, incident => incident! with { IsOpen = true, Patch = forged.Id }, Story.Stop);
        return key;
    }

    /// <summary>A change that could be proved, were it of this repository.</summary>
    private static PatchRecord Of(PatchRecord genuine, string repository)
    {
        var role = genuine.Patch.Principal.ToString();
        var parsed = ImageReference.Parse($"{((ImageReference.Ecr)genuine.Failure.Image).Registry.Host}/{repository}:1");
        return genuine with
        {
            Failure = genuine.Failure with { Image = parsed },
            Patch = genuine.Patch with
            {
                Image = (ImageReference.Ecr)parsed,
                Before = PolicyDocument.Parse($$"""{"Statement":[{{Statement("Deny", role, "ecr:PutImage", "ecr:BatchGetImage")}}]}"""),
                After = PolicyDocument.Parse($$"""{"Statement":[{{Statement("Deny", role, "ecr:PutImage")}}]}"""),
            },
        };
    }

    private static PolicyDocument With(PolicyDocument policy, string statement)
    {
        var changed = JsonNode.Parse(policy.Text)!;
        changed["Statement"]!.AsArray().Add(JsonNode.Parse(statement));
        return PolicyDocument.Parse(changed.ToJsonString());
    }

    private static string Statement(string effect, string principal, params string[] actions) => new JsonObject
    {
        ["Effect"] = effect,
        ["Principal"] = new JsonObject { ["AWS"] = principal },
        ["Action"] = new JsonArray([.. actions.Select(JsonNode? (action) => action)]),
    }.ToJsonString();

    private static void Merge(JsonNode into, JsonNode changes)
    {
        foreach (var (name, value) in changes.AsObject())
            if (value is JsonObject inner)
                Merge(into[name]!, inner);
            else
                into[name] = value?.DeepClone();
    }

    private static string Policies(Story story) =>
        string.Join('\n', story.World.RepositoryPolicy(Story.Repository), story.World.RepositoryPolicy("cart"));
}
