using System.Text.Json.Nodes;
using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Images;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Incidents;

/// <summary>
/// A person, or a newer version, may have written anything into the table: what is wrong is named, and nothing else is thrown.
/// </summary>
public class DamagedMemoryTests
{
    private static readonly JsonObject s_incident = IncidentJson.Of(Incident.After(Situation.Found(), null, Situation.Now, notified: true));

    private static readonly JsonObject s_patch = IncidentJson.Of(new PatchRecord("pull-1#1", "pull-1", Situation.Failure(),
        ((Fact<Puller>.Known)Situation.Facts.Puller).Value, Situation.Planned(Situation.Facts).Proposal!, Situation.Now, PatchPhase.Ended,
        new Message("approval.channel.alias", ("alias", "a")), new Message("restart.none"))
    {
        WrittenAt = Situation.Now,
        Unread = [Situation.Denied],
        Outcome = new Outcome.Patched(true, true, new Message("restart.none")),
    });

    private static readonly JsonObject s_approval = IncidentJson.Of(new Approval("sha256:1",
        EcrRepository.Of((ImageReference.Ecr)Situation.Failure().Image), [new("pull-1", Situation.Scope, Situation.Now)],
        Situation.Now, ApprovalState.Open));

    public static TheoryData<string> Kinds => ["incident", "patch", "approval"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Whatever_value_is_replaced_it_is_read_or_named(string kind)
    {
        var (body, read) = Of(kind);
        read(body);
        foreach (var path in PathsIn(body))
            foreach (var value in new[] { "null", "1", "true", "\"x\"", "[]", "{}", "[null]", "\"\\ud800\"" })
                ReadOrNamed(With(body, path, value), read, $"{string.Join('.', path)} = {value}");
    }

    [Theory]
    [InlineData("incident", "open", "\"open\" is missing, or of another type")]
    [InlineData("incident", "cause", "\"x\" is none of RepositoryPolicyDenies")]
    [InlineData("patch", "puller", "\"puller\" is missing, or of another type")]
    [InlineData("patch", "begun", "\"begun\" is missing, or of another type")]
    [InlineData("approval", "asks", "\"asks\" is missing, or of another type")]
    public void What_is_wrong_is_named(string kind, string member, string why)
    {
        var (body, read) = Of(kind);
        var damaged = With(body, [member], member is "cause" ? "\"x\"" : "null");
        Assert.StartsWith(why, Assert.Throws<UnreadableException>(() => read(damaged)).Message, StringComparison.Ordinal);
    }

    private static (JsonObject Body, Action<JsonNode> Read) Of(string kind) => kind switch
    {
        "incident" => (s_incident, json => IncidentJson.ReadIncident(json)),
        "patch" => (s_patch, json => IncidentJson.ReadPatch(json)),
        _ => (s_approval, json => IncidentJson.ReadApproval(json)),
    };

    private static void ReadOrNamed(JsonNode damaged, Action<JsonNode> read, string change)
    {
        try
        {
            read(damaged);
        }
        catch (Exception e) when (e is not UnreadableException)
        {
            Assert.Fail($"{change}: {e}");
        }
        catch (UnreadableException)
        {
            // named
        }
    }

    private static IEnumerable<object[]> PathsIn(JsonNode json) => json switch
    {
        JsonObject members => members.SelectMany(one => Deeper(one.Key, one.Value)),
        JsonArray items => items.SelectMany((one, i) => Deeper(i, one)),
        _ => [],
    };

    private static IEnumerable<object[]> Deeper(object step, JsonNode? json) =>
        (json is null ? [] : PathsIn(json)).Select(rest => (object[])[step, .. rest]).Prepend([step]);

    private static JsonNode With(JsonNode json, object[] path, string value)
    {
        var changed = JsonNode.Parse(json.ToJsonString())!;
        var parent = path.SkipLast(1).Aggregate(changed, (at, step) => step is int i ? at[i]! : at[(string)step]!);
        if (path[^1] is int last)
            parent[last] = JsonNode.Parse(value);
        else
            parent[(string)path[^1]] = JsonNode.Parse(value);
        return changed;
    }
}
