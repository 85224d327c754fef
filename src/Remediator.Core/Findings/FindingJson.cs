using Remediator.Core.Failures;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Proposals;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Findings;

/// <summary>A finding as the response and the machine payload carry it: schema <c>remediator/1</c>.</summary>
public static class FindingJson
{
    public const string Schema = "remediator/1";
    public const int ExamplesShown = 20;
    private const int ImagesShown = 100;

    /// <summary>The envelope; <paramref name="eventId"/> is null for a bare payload.</summary>
    public static JsonObject Envelope(string version, string? eventId, IEnumerable<Finding> findings) => new()
    {
        ["schema"] = Schema,
        ["version"] = version,
        ["event"] = eventId,
        ["findings"] = new JsonArray([.. findings.Select(JsonNode? (finding) => Of(finding))]),
    };

    /// <summary>The envelope of a decision that is not followed: no findings, and why.</summary>
    public static JsonObject Refusal(string version, Message why)
    {
        var envelope = Envelope(version, null, []);
        Said(envelope, "refused", why);
        return envelope;
    }

    public static JsonObject Of(Finding finding)
    {
        var failure = finding.Failure;
        var first = failure.Unseen is null ? failure.First : null;
        var json = new JsonObject
        {
            ["key"] = finding.Key,
            ["status"] = finding.Status.WireName,
            ["cluster"] = failure.Scope.Cluster,
            ["namespace"] = first?.Namespace ?? "",
            ["workload"] = $"{first?.Workload}",
            ["pods"] = Array(failure.Pods.Select(pod => pod.Name).Distinct().Take(ExamplesShown)),
            ["image"] = failure.Image.ToString(),
            ["affected"] = Affected(failure),
            ["symptom"] = failure.IsAhead || first is null ? null : failure.Symptom.WireName,
            ["cause"] = finding.Verdict.Cause.WireName,
            ["confidence"] = finding.Verdict.Confidence.WireName,
            ["puller"] = finding.Puller is { } puller ? Said(new JsonObject { ["arn"] = puller.Role.ToString() }, "how", puller.How) : null,
            ["evidence"] = new JsonArray([.. finding.Verdict.Evidence.Select(JsonNode? (e) => Evidence(e))]),
            ["plan"] = Plan(finding),
            ["outcome"] = Outcome(finding.Outcome),
            ["unknowns"] = Array(finding.Verdict.Unknowns.Select(unknown => $"{unknown}")),
            ["unknownMessages"] = Messages(finding.Verdict.Unknowns),
        };
        if (failure.Unseen is { } unseen)
            json["unseen"] = Said([], "why", unseen);
        return json;
    }

    private static JsonObject Affected(PullFailure failure)
    {
        var (workloads, images, nodes) = (failure.Workloads, failure.Images, failure.Nodes);
        return new JsonObject
        {
            ["pods"] = failure.Pods.DistinctBy(pod => pod.Uid).Count(),
            ["workloads"] = new JsonArray([.. workloads.Take(ExamplesShown).Select(JsonNode? (w) => new JsonObject
            {
                ["namespace"] = w.Namespace,
                ["workload"] = w.Workload.ToString(),
                ["pods"] = w.Pods,
            })]),
            ["images"] = Array(images.Take(ImagesShown)),
            ["nodes"] = Array(nodes.Take(ExamplesShown)),
            ["nodeCount"] = nodes.Count,
            ["truncated"] = workloads.Count > ExamplesShown || images.Count > ImagesShown || nodes.Count > ExamplesShown,
        };
    }

    internal static JsonObject Evidence(Evidence evidence)
    {
        var step = new JsonObject { ["step"] = evidence.Step.WireName, ["result"] = evidence.Result.WireName };
        var json = Said(step, "what", evidence.What);
        json["command"] = evidence.Command;
        return json;
    }

    private static JsonObject Plan(Finding finding)
    {
        var (plan, proposal) = (finding.Plan, finding.Proposal);
        var json = Said(new JsonObject { ["action"] = plan.Action }, "why", plan.Why);
        json["refused"] = plan is Remediator.Core.Plans.Plan.LeaveAlone { Refused: true };
        if (proposal is not null)
            json["proposal"] = Proposal(proposal);
        if (plan.Proposal is not { } patch)
            return json;
        json["repository"] = patch.Repository;
        json["before"] = patch.Before is null ? null : JsonNode.Parse(patch.Before.Text);
        json["after"] = patch.After is null ? null : JsonNode.Parse(patch.After.Text);
        json["changes"] = new JsonArray([.. patch.Changes.Select(JsonNode? (change) => new JsonObject
        {
            ["principal"] = change.Principal,
            ["action"] = change.Action,
            ["was"] = change.Was.WireName,
            ["becomes"] = change.Becomes.WireName,
        })]);
        json["warnings"] = Array(patch.Warnings.Select(warning => $"{warning}"));
        json["warningMessages"] = Messages(patch.Warnings);
        if (patch.Source is { } source)
            json["source"] = new JsonObject
            {
                ["tool"] = source.Tool.WireName,
                ["name"] = source.Name,
                ["snippet"] = source.Snippet(patch.Repository, patch.After)
            };
        json["hash"] = patch.Hash;
        if (finding.Expires is { } until)
            json["expires"] = until.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ");
        if (finding.Table is { } table)
            json["table"] = new JsonObject { ["name"] = table.Name, ["region"] = table.Region };
        return json;
    }

    private static JsonObject Proposal(ProposedChange proposal)
    {
        var json = Said(new JsonObject { ["kind"] = proposal.Kind.WireName, ["target"] = proposal.Target }, "what", proposal.What);
        json["command"] = proposal.Command;
        json["cloudformation"] = proposal.CloudFormation;
        json["terraform"] = proposal.Terraform;
        json["document"] = proposal.Document is null ? null : JsonNode.Parse(proposal.Document.Text);
        json["proved"] = proposal.Proved;
        json["notes"] = Array(proposal.Notes.Select(note => $"{note.Says}"));
        json["noteMessages"] = Messages(proposal.Notes.Select(note => note.Says));
        json["noteSnippets"] = new JsonArray([.. proposal.Notes.Select(JsonNode? (note) => note.Snippet)]);
        return json;
    }

    private static JsonObject Outcome(Outcome outcome)
    {
        var json = Said(new JsonObject
        {
            ["result"] = outcome.Result,
            ["verified"] = outcome.Verified,
            ["seconds"] = Math.Round(outcome.Seconds, 1),
        }, "why", outcome.Why);
        if (outcome is Outcome.RolledBack { IsByPerson: true })
            json["byPerson"] = true;
        return json;
    }

    /// <summary>The message in English under a name of its own, and its code and arguments beside it.</summary>
    internal static JsonObject Said(JsonObject json, string name, Message? message)
    {
        json[name] = message?.ToString();
        json["code"] = message?.Code;
        json["args"] = message?.ArgumentsJson();
        return json;
    }

    internal static JsonArray Messages(IEnumerable<Message> messages) => new([.. messages.Select(JsonNode? (message) => message.ToJson())]);

    private static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(JsonNode? (text) => JsonValue.Create(text))]);
}
