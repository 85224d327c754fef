using System.Globalization;
using Remediator.Core.Findings;
using Remediator.Core.Images;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;
using Remediator.Core.Proposals;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Messages;

/// <summary>Reads a report from a stored finding of schema <c>remediator/1</c>; version 0.1 stored texts without codes.</summary>
public static class StoredReport
{
    /// <exception cref="FormatException">It is no such finding.</exception>
    public static Report Read(JsonObject finding)
    {
        var (affected, plan, outcome) = (Part(finding, "affected"), Part(finding, "plan"), Part(finding, "outcome"));
        var (puller, status) = (finding["puller"], Status.FromWire(Text(finding, "status")));
        return new()
        {
            Key = Text(finding, "key"),
            Status = status,
            Cluster = Text(finding, "cluster"),
            Workloads = [.. Items(affected, "workloads").Select(WorkloadOf)],
            Pods = (int)affected["pods"]!,
            Image = ImageReference.Parse(Text(finding, "image")),
            OtherImages = [.. Items(affected, "images").Select(image => (string)image!).Skip(1)],
            Nodes = [.. Items(affected, "nodes").Select(node => (string)node!)],
            NodeCount = (int?)affected["nodeCount"] ?? 0,
            Unseen = finding["unseen"] is { } unseen ? MessageOf(unseen, "why") : null,
            IsAhead = finding["symptom"] is null && finding["unseen"] is null,
            Cause = Cause.FromWire(Text(finding, "cause")),
            Confidence = Confidence.FromWire(Text(finding, "confidence")),
            Puller = RoleArn.TryParse((string?)puller?["arn"], out var role) ? role : null,
            How = puller is null ? null : MessageOf(puller, "how"),
            Evidence = [.. Items(finding, "evidence").Select(EvidenceOf)],
            Unknowns = Several(finding, "unknowns", "unknownMessages"),
            Action = Text(plan, "action"),
            Why = MessageOf(plan, "why")!,
            IsRefusal = (bool?)plan["refused"] ?? status is Status.Refused,
            Change = ChangeOf(plan),
            Proposal = plan["proposal"] is { } proposal ? ProposalOf(proposal) : null,
            Expires = (string?)plan["expires"] is { } until ? DateTimeOffset.Parse(until, CultureInfo.InvariantCulture) : null,
            Table = plan["table"] is { } table ? new(Text(table, "name"), Text(table, "region")) : null,
            Result = Text(outcome, "result"),
            Verified = (bool)outcome["verified"]!,
            IsByPerson = (bool?)outcome["byPerson"] ?? false,
            OutcomeWhy = MessageOf(outcome, "why"),
        };
    }

    private static AffectedWorkload WorkloadOf(JsonNode json) => new(Text(json, "namespace"), Text(json, "workload"), (int)json["pods"]!);

    private static Evidence EvidenceOf(JsonNode json) => new(
        Step.FromWire(Text(json, "step")), StepResult.FromWire(Text(json, "result")),
        MessageOf(json, "what")!, (string?)json["command"]);

    private static Change? ChangeOf(JsonNode plan) => plan["hash"] is null ? null : new(
        PolicyOf(plan, "before"), PolicyOf(plan, "after"),
        [.. Items(plan, "changes").Select(PermissionOf)],
        Several(plan, "warnings", "warningMessages"),
        Text(plan, "hash"));

    private static ProposedChange ProposalOf(JsonNode json) => new(
        ProposalKind.FromWire(Text(json, "kind")), Text(json, "target"), MessageOf(json, "what")!, Text(json, "command"))
    {
        CloudFormation = (string?)json["cloudformation"],
        Terraform = (string?)json["terraform"],
        Document = PolicyOf(json, "document"),
        Proved = (bool)json["proved"]!,
        Notes = [.. Several(json, "notes", "noteMessages").Select((note, i) => new ProposalNote(note, SnippetOf(json, i)))],
    };

    private static string? SnippetOf(JsonNode proposal, int note) =>
        proposal["noteSnippets"] is JsonArray snippets && note < snippets.Count ? (string?)snippets[note] : null;

    private static PolicyDocument? PolicyOf(JsonNode plan, string name) =>
        plan[name] is { } policy ? PolicyDocument.Parse(JsonText.Compact(policy)) : null;

    private static ChangedPermission PermissionOf(JsonNode json) =>
        new(Text(json, "principal"), Text(json, "action"), Answer(json, "was"), Answer(json, "becomes"));

    private static PolicyAnswer Answer(JsonNode change, string name) => PolicyAnswer.FromWire(Text(change, name));

    private static JsonNode Part(JsonObject finding, string name) => finding[name] ?? throw Lacks(name);

    private static string Text(JsonNode json, string name) => (string?)json[name] ?? throw Lacks(name);

    private static FormatException Lacks(string name) => new($"the finding has no \"{name}\"");

    /// <summary>The message beside an English text; the text itself where there is none.</summary>
    private static Message? MessageOf(JsonNode json, string text) =>
        json["code"] is not null ? Message.Read(json) : json[text] is { } old ? Message.Read(old) : null;

    private static IReadOnlyList<Message> Several(JsonNode json, string texts, string messages) =>
        [.. Items(json, json[messages] is null ? texts : messages).Select(Message.Read)];

    private static IEnumerable<JsonNode> Items(JsonNode json, string name) => (json[name] as JsonArray ?? []).OfType<JsonNode>();
}
