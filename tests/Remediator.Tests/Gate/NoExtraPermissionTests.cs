using System.Text.Json.Nodes;
using CsCheck;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;
using Remediator.Tests.Notify;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Gate;

/// <summary>
/// Over random worlds and orders of events, the only permission ever added is the pull of the pulling role, where the owner opted in.
/// </summary>
public class NoExtraPermissionTests
{
    private const string Account = "111122223333";
    private static readonly RoleArn s_node =
        RoleArn.Parse($"arn:aws:iam::{Account}:role/eksctl-eks-workshop-nodegroup-defa-NodeInstanceRole-vWD7AqRmnZ2x");

    private static readonly string[] s_principals =
    [
        $$"""{"AWS":"{{s_node}}"}""", $$"""{"AWS":"arn:aws:iam::{{Account}}:root"}""", "\"*\"",
        $$"""{"AWS":["{{s_node}}","arn:aws:iam::999900001111:root"]}""",
    ];

    private static readonly string[] s_actions =
    [
        """["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]""", """["ecr:BatchGetImage","ecr:PutImage","ecr:SetRepositoryPolicy"]""",
        "\"ecr:*\"", """["ecr:Get*","ecr:DeleteRepository"]""",
    ];

    private static readonly string s_fixable =
        $$"""{"Sid":"one","Effect":"Deny","Principal":{"AWS":"{{s_node}}"},"Action":["ecr:BatchGetImage","ecr:PutImage"]}""";

    private int _patched;

    private static readonly Gen<string> s_statement =
        from principal in Gen.OneOf(s_principals)
        from actions in Gen.OneOf(s_actions)
        from effect in Gen.OneOf("Deny", "Deny", "Allow")
        from sid in Gen.OneOf("one", "quarantine", "two")
        select $$"""{"Sid":"{{sid}}","Effect":"{{effect}}","Principal":{{principal}},"Action":{{actions}}}""";

    private static readonly Gen<(string Policy, bool OptedIn, string Mode, string[] Events)> s_worlds =
        from statements in Gen.OneOf(s_statement.Array[1, 3], Gen.Const<string[]>([s_fixable]))
        from optedIn in Gen.OneOf(Gen.Const(true), Gen.Const(true), Gen.Const(false))
        from mode in Gen.OneOf("auto", "auto", "approve")
        from events in Gen.OneOf("alarm", "cluster", "over", "again", "approve", "another").Array[2, 4]
        select ($$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""", optedIn, mode, events);

    [Fact]
    public async Task Patches_allow_nothing_but_the_pull_of_the_pulling_role_in_opted_in_repositories()
    {
        await s_worlds.SampleAsync(async world =>
        {
            var grown = await GrownAsync(world);
            return grown.All(more => world.OptedIn && more.Principal == s_node.ToString() && EcrActions.Lifted.Contains(more.Action));
        }, iter: 40, threads: 4);
        Assert.True(_patched > 0, "in none of the worlds was anything patched");
    }

    private async Task<IEnumerable<(string Principal, string Action)>> GrownAsync(
        (string Policy, bool OptedIn, string Mode, string[] Events) world)
    {
        var tags = new JsonObject { ["remediator:patch"] = world.OptedIn ? "allowed" : "no" };
        var differences = new JsonObject { ["repositories"] = new JsonObject { [Story.Repository] = new JsonObject { ["tags"] = tags } } };
        await using var story = await Story.BeginAsync(Story.Workshop(differences.ToJsonString()),
            [StoredNotifications.Table, ("REMEDIATION_MODE", world.Mode), ("VERIFY_SECONDS", "10")]);
        story.World.SetRepositoryPolicy(Story.Repository, world.Policy);
        var before = Allowed(world.Policy);
        string? hash = null;
        foreach (var happening in world.Events)
        {
            using var another = story.Beside();
            var answer = happening switch
            {
                "cluster" => await story.DeliverAsync(story.ClusterAlarm()),
                "over" => await story.DeliverAsync(story.Over()),
                "another" => await another.InvokeAsync(story.World.Event),
                "approve" when hash is not null => await ApprovedAsync(story, hash),
                _ => await story.DeliverAsync(),
            };
            hash = answer["findings"]!.AsArray().Select(finding => (string?)finding!["plan"]?["hash"])
                .FirstOrDefault(found => found is not null) ?? hash;
            if (happening == "again")
                story.World.SetRepositoryPolicy(Story.Repository, world.Policy);
        }
        if (story.Writes.Contains("ecr SetRepositoryPolicy"))
            Interlocked.Increment(ref _patched);
        return Allowed(story.Policy).Except(before);
    }

    private static Task<JsonObject> ApprovedAsync(Story story, string hash) =>
        story.DeliverAsync(new JsonObject { ["approve"] = hash }.ToJsonString(), alias: "approvals");

    /// <summary>Which principal the policy allows which action, if the principals' own policies allow everything.</summary>
    private static HashSet<(string Principal, string Action)> Allowed(string? policy)
    {
        var everything = PolicyDocument.Parse("""{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""");
        string[] roles = [s_node.ToString(), $"arn:aws:iam::{Account}:role/other", "arn:aws:iam::999900001111:role/foreign"];
        return [.. from role in roles
                   from action in EcrActions.All
                   let question = new AccessCase
                   {
                       Principal = new Principal.Role(RoleArn.Parse(role)),
                       Action = action,
                       Resource = $"arn:aws:ecr:us-west-2:{Account}:repository/{Story.Repository}",
                       IdentityPolicies = [everything],
                       ResourcePolicy = policy is null ? null : PolicyDocument.Parse(policy),
                   }
                   where AccessEvaluation.Of(question).Answer is PolicyAnswer.Allowed
                   select (role, action)];
    }
}
