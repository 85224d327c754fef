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
        json.Text("key"), StoredNames.Status.Parse(json.Text("status")), json.Flag("open"), ReadTime(json, "firstSeen"),
        ReadTimeOrNull(json, "told"), FailureJson.Read(json.Part("failure")), Cause.FromWire(json.Text("cause")),
        json.PartOrNull("puller") is { } puller ? ReadPuller(puller) : null, json.TextOrNull("patch"), json.Text("finding"))
    {
        EndNotified = json.TextOrNull("endTold"),
        ClosedAt = ReadTimeOrNull(json, "closed"),
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
        json.Text("hash"),
        json.Part("repository").Texts(3, "repository") is [{ } account, { } region, { } name, ..] ? new EcrRepository(account, region, name)
            : throw StoredJson.Unreadable("repository"),
        [.. json.List("asks").Select(ReadAsk)],
        ReadTime(json, "expires"), ApprovalState.FromWire(json.Text("state")));

    private static Approval.Ask ReadAsk(JsonNode? json) => json is JsonArray { Count: >= 3 } ask && ask[1] is { } scope
        ? new(StoredJson.TextOf(ask[0], "asks"), FailureJson.ReadScope(scope), ReadTime(StoredJson.TextOf(ask[2], "asks"), "asks"))
        : throw StoredJson.Unreadable("asks");

    public static JsonObject Of(Precedent precedent) =>
        new() { ["at"] = Time(precedent.At), ["helped"] = precedent.Helped, ["takenBackBy"] = precedent.RolledBackBy };

    public static Precedent ReadPrecedent(JsonNode json) =>
        new(ReadTime(json, "at"), json.Flag("helped"), json.TextOrNull("takenBackBy"));

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
        var failure = FailureJson.Read(json.Part("failure"));
        return Whole(new(
            json.Text("id"), json.Text("incident"), failure, ReadPuller(json.Part("puller")),
            ReadPatch(json.Part("patch"), failure.Image as ImageReference.Ecr ?? throw StoredJson.Unreadable("image")),
            ReadTime(json, "begun"), PatchPhase.FromWire(json.Text("phase")),
            json.PartOrNull("through") is { } through ? Message.Read(through) : null,
            json.PartOrNull("words") is { } words ? Message.Read(words) : null)
        {
            IsFollower = json.Flag("follower"),
            Unread = OutcomeJson.ReadUnread(json.PartOrNull("unread")),
            WrittenAt = ReadTimeOrNull(json, "wrote"),
            Outcome = json.PartOrNull("outcome") is { } outcome ? OutcomeJson.Read(outcome) : null,
        });
    }

    /// <exception cref="UnreadableException">What its phase needs is missing.</exception>
    private static PatchRecord Whole(PatchRecord record) => record switch
    {
        { Phase: PatchPhase.Ended or PatchPhase.Notified, Outcome: null }
            or { Phase: PatchPhase.Restarted or PatchPhase.RollingBack, Words: null } =>
            throw new UnreadableException(new Message("unreadable.patch-phase", ("phase", record.Phase.WireName))),
        _ => record,
    };

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    public static DateTimeOffset ReadTime(JsonNode json, string name) => ReadTime(json.Text(name), name);

    public static DateTimeOffset? ReadTimeOrNull(JsonNode json, string name) =>
        json.TextOrNull(name) is { } time ? ReadTime(time, name) : null;

    /// <param name="name">What the time is called.</param>
    /// <param name="text">As <see cref="Time"/> writes it.</param>
    public static DateTimeOffset ReadTime(string text, string name) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time : throw StoredJson.Unreadable(name);

    private static JsonObject Puller(Puller puller) =>
        new()
        {
            ["role"] = puller.Role.ToString(),
            ["how"] = puller.How.ToJson(),
            ["proved"] = puller.Proved,
            ["session"] = puller.Session
        };

    private static Puller ReadPuller(JsonNode json) =>
        new(RoleArn.Parse(json.Text("role")), Message.Read(json.PartOrNull("how")), json.Flag("proved"), json.TextOrNull("session"));

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
        image, RoleArn.Parse(json.Text("principal")),
        StoredNames.Strategy.Parse(json.Text("strategy")), StoredNames.Restart.Parse(json.Text("restart")),
        json.TextOrNull("before") is { } before ? PolicyDocument.Parse(before) : null,
        json.TextOrNull("after") is { } after ? PolicyDocument.Parse(after) : null,
        [.. json.List("changes").Select(ReadChange)],
        [.. json.List("warnings").Select(Message.Read)]);

    private static PolicyChange ReadChange(JsonNode? json) =>
        json?.Texts(4, "changes") is [{ } principal, { } action, { } was, { } becomes, ..]
            ? new(principal, action, PolicyAnswer.FromWire(was), PolicyAnswer.FromWire(becomes))
            : throw StoredJson.Unreadable("changes");
}
