using System.Globalization;
using Remediator.Core.Facts;
using Remediator.Core.Findings;
using Remediator.Core.Images;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Incidents;

/// <summary>What is remembered, as JSON: read back it is the same.</summary>
public static class IncidentJson
{
    public static JsonObject Of(Incident incident) => new()
    {
        ["key"] = incident.Key,
        ["status"] = StoredNames.Status.Of(incident.Status),
        ["open"] = incident.IsOpen,
        ["firstSeen"] = Time(incident.FirstSeen),
        ["closed"] = incident.ClosedAt is { } closed ? Time(closed) : null,
        ["told"] = incident.NotifiedAt is { } notified ? Time(notified) : null,
        ["failure"] = FailureJson.Of(incident.Failure),
        ["cause"] = incident.Cause.WireName,
        ["puller"] = incident.Puller is { } puller ? Puller(puller) : null,
        ["patch"] = incident.Patch,
        ["endTold"] = incident.EndNotified,
        ["finding"] = incident.Finding,
    };

    public static Incident ReadIncident(JsonNode json) => new(
        (string)json["key"]!, StoredNames.Status.Parse((string)json["status"]!), (bool)json["open"]!, ReadTime(json["firstSeen"]!),
        json["told"] is { } notified ? ReadTime(notified) : null, FailureJson.Read(json["failure"]!),
        Cause.FromWire((string)json["cause"]!),
        json["puller"] is { } puller ? ReadPuller(puller) : null, (string?)json["patch"],
        (string)json["finding"]!)
    {
        EndNotified = (string?)json["endTold"],
        ClosedAt = json["closed"] is { } closed ? ReadTime(closed) : null,
    };

    public static JsonObject Of(Approval approval) => new()
    {
        ["hash"] = approval.Hash,
        ["repository"] = new JsonArray(approval.Repository.Account, approval.Repository.Region, approval.Repository.Name),
        ["asks"] = new JsonArray([.. approval.Asks
            .Select(JsonNode? (ask) => new JsonArray(ask.Incident, FailureJson.Scope(ask.Cluster), Time(ask.At)))]),
        ["expires"] = Time(approval.Expires),
        ["state"] = approval.State.WireName,
    };

    public static Approval ReadApproval(JsonNode json) => new(
        (string)json["hash"]!,
        new EcrRepository((string)json["repository"]![0]!, (string)json["repository"]![1]!, (string)json["repository"]![2]!),
        [.. json["asks"]!.AsArray().Select(ask => new Approval.Ask((string)ask![0]!, FailureJson.ReadScope(ask[1]!), ReadTime(ask[2]!)))],
        ReadTime(json["expires"]!), ApprovalState.FromWire((string)json["state"]!));

    public static JsonObject Of(Precedent precedent) =>
        new() { ["at"] = Time(precedent.At), ["helped"] = precedent.Helped, ["takenBackBy"] = precedent.RolledBackBy };

    public static Precedent ReadPrecedent(JsonNode json) => new(ReadTime(json["at"]!), (bool)json["helped"]!, (string?)json["takenBackBy"]);

    public static JsonObject Of(PatchRecord record) => new()
    {
        ["id"] = record.Id,
        ["incident"] = record.Incident,
        ["failure"] = FailureJson.Of(record.Failure),
        ["puller"] = Puller(record.Puller),
        ["patch"] = Patch(record.Patch),
        ["begun"] = Time(record.StartedAt),
        ["phase"] = record.Phase.WireName,
        ["through"] = record.Channel?.ToJson(),
        ["words"] = record.Words?.ToJson(),
        ["unread"] = OutcomeJson.Of(record.Unread),
        ["follower"] = record.IsFollower,
        ["wrote"] = record.WrittenAt is { } wrote ? Time(wrote) : null,
        ["outcome"] = record.Outcome is { } outcome ? OutcomeJson.Of(outcome) : null,
    };

    public static PatchRecord ReadPatch(JsonNode json)
    {
        var failure = FailureJson.Read(json["failure"]!);
        return Whole(new(
            (string)json["id"]!, (string)json["incident"]!, failure, ReadPuller(json["puller"]!),
            ReadPatch(json["patch"]!, (ImageReference.Ecr)failure.Image),
            ReadTime(json["begun"]!), PatchPhase.FromWire((string)json["phase"]!),
            json["through"] is { } through ? Message.Read(through) : null,
                json["words"] is { } words ? Message.Read(words) : null)
        {
            IsFollower = (bool)json["follower"]!,
            Unread = OutcomeJson.ReadUnread(json["unread"]),
            WrittenAt = json["wrote"] is { } wrote ? ReadTime(wrote) : null,
            Outcome = json["outcome"] is { } outcome ? OutcomeJson.Read(outcome) : null,
        });
    }

    /// <exception cref="FormatException">What its phase needs is missing.</exception>
    private static PatchRecord Whole(PatchRecord record) => record switch
    {
        { Phase: PatchPhase.Ended or PatchPhase.Notified, Outcome: null }
            or { Phase: PatchPhase.Restarted or PatchPhase.RollingBack, Words: null } =>
            throw new FormatException($"a patch in the phase {record.Phase.WireName} lacks what it came to"),
        _ => record,
    };

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    public static DateTimeOffset ReadTime(JsonNode json) => DateTimeOffset.Parse((string)json!, CultureInfo.InvariantCulture);

    private static JsonObject Puller(Puller puller) =>
        new()
        {
            ["role"] = puller.Role.ToString(),
            ["how"] = puller.How.ToJson(),
            ["proved"] = puller.Proved,
            ["session"] = puller.Session
        };

    private static Puller ReadPuller(JsonNode json) =>
        new(RoleArn.Parse((string)json["role"]!), Message.Read(json["how"]), (bool)json["proved"]!, (string?)json["session"]);

    private static JsonObject Patch(PolicyPatch patch) => new()
    {
        ["principal"] = patch.Principal.ToString(),
        ["strategy"] = StoredNames.Strategy.Of(patch.Strategy),
        ["restart"] = StoredNames.Restart.Of(patch.Restart),
        // as text: what ECR returned is what a rollback restores
        ["before"] = patch.Before?.Text,
        ["after"] = patch.After?.Text,
        ["changes"] = new JsonArray([.. patch.Changes
            .Select(JsonNode? (c) => new JsonArray(c.Principal, c.Action, c.Was.WireName, c.Becomes.WireName))]),
        ["warnings"] = new JsonArray([.. patch.Warnings.Select(JsonNode? (warning) => warning.ToJson())]),
        ["hash"] = patch.Hash,
    };

    private static PolicyPatch ReadPatch(JsonNode json, ImageReference.Ecr image) => new(
        image, RoleArn.Parse((string)json["principal"]!),
        StoredNames.Strategy.Parse((string)json["strategy"]!), StoredNames.Restart.Parse((string)json["restart"]!),
        (string?)json["before"] is { } before ? PolicyDocument.Parse(before) : null,
        (string?)json["after"] is { } after ? PolicyDocument.Parse(after) : null,
        [
            .. json["changes"]!.AsArray().Select(c => new PolicyChange(
                (string)c![0]!, (string)c[1]!, PolicyAnswer.FromWire((string)c[2]!), PolicyAnswer.FromWire((string)c[3]!))),
        ],
        [.. json["warnings"]!.AsArray().Select(Message.Read)]);
}
