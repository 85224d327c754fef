using System.Text.Json.Nodes;
using Remediator.Core.Common;
using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Images;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Messages;

/// <summary>
/// A finding as every channel tells it, in no language yet. It is read from the machine payload, so a finding that was stored is told
/// like one that was just made.
/// </summary>
public sealed record Report
{
    public required string Key { get; init; }
    public required Status Status { get; init; }
    public required string Cluster { get; init; }

    /// <summary>Most pods first; as many as the payload shows, the first of them standing for all.</summary>
    public required IReadOnlyList<Affected> Workloads { get; init; }

    public required bool HasMoreWorkloads { get; init; }
    public required int Pods { get; init; }
    public required ImageReference Image { get; init; }

    /// <summary>Nothing fails yet.</summary>
    public required bool IsAhead { get; init; }

    public required Cause Cause { get; init; }
    public required Confidence Confidence { get; init; }
    public required RoleArn? Puller { get; init; }
    public required Message How { get; init; }
    public required IReadOnlyList<Evidence> Evidence { get; init; }
    public required IReadOnlyList<Message> Unknowns { get; init; }
    public required string Action { get; init; }
    public required Message Why { get; init; }
    public required Change? Change { get; init; }
    public required string Result { get; init; }
    public required bool Verified { get; init; }
    public required Message? OutcomeWhy { get; init; }

    /// <summary>Where the cluster is, and whether the patched pod is ready: the payload does not say.</summary>
    public Scope? Scope { get; init; }
    public bool? Ready { get; init; }

    /// <summary>How many workloads are affected, where that is known.</summary>
    public int? WorkloadCount { get; init; }

    public static Report Of(Finding finding) => Of(FindingJson.Of(finding)) with
    {
        Scope = finding.Failure.Scope,
        Ready = (finding.Outcome as Outcome.Patched)?.Ready,
        WorkloadCount = finding.Failure.Workloads.Count,
    };

    /// <param name="finding">One finding of schema <c>remediator/1</c>.</param>
    /// <exception cref="FormatException">It is not.</exception>
    public static Report Of(JsonObject finding)
    {
        var (affected, puller, plan, outcome) = (finding["affected"], finding["puller"], finding["plan"], finding["outcome"]);
        return new()
        {
            Key = Text(finding, "key"),
            Status = Names.Parse<Status>(Text(finding, "status")),
            Cluster = Text(finding, "cluster"),
            Workloads = [.. Items(affected, "workloads").Select(one => new Affected(Text(one, "namespace"), Text(one, "workload"), (int)one["pods"]!))],
            HasMoreWorkloads = (bool)affected!["truncated"]!,
            Pods = (int)affected["pods"]!,
            Image = ImageReference.Parse(Text(finding, "image")),
            IsAhead = finding["symptom"] is null,
            Cause = Enum.TryParse<Cause>(Text(finding, "cause"), out var cause) ? cause : throw new FormatException($"\"{Text(finding, "cause")}\" is no cause"),
            Confidence = Names.Parse<Confidence>(Text(finding, "confidence")),
            Puller = RoleArn.TryParse((string?)puller?["arn"], out var role) ? role : null,
            How = puller is null ? "" : MessageOf(puller, "how")!,
            Evidence = [.. Items(finding, "evidence").Select(one => new Evidence(
                Names.Parse<Step>(Text(one, "step")), Names.Parse<StepResult>(Text(one, "result")), MessageOf(one, "what")!, (string?)one["command"]))],
            Unknowns = Several(finding, "unknowns", "unknownMessages"),
            Action = Text(plan!, "action"),
            Why = MessageOf(plan!, "why")!,
            IsRefusal = (bool?)plan!["refused"] ?? Names.Parse<Status>(Text(finding, "status")) is Status.Refused,
            Change = Change.Of(plan!),
            Result = Text(outcome!, "result"),
            Verified = (bool)outcome!["verified"]!,
            OutcomeWhy = MessageOf(outcome, "why"),
        };
    }

    public Affected First => Workloads[0];

    public string? CommandOf(Step step) => Evidence.FirstOrDefault(evidence => evidence.Step == step && evidence.Command is not null)?.Command;

    /// <summary>The plan says "no" to something it could have done; a cause that nobody would patch is no refusal.</summary>
    public required bool IsRefusal { get; init; }

    internal static string Text(JsonNode json, string name) => (string?)json[name] ?? throw new FormatException($"the finding has no \"{name}\"");

    /// <summary>The message beside an English text; the text itself where version 0.1 wrote none.</summary>
    private static Message? MessageOf(JsonNode json, string text) => json["code"] is not null ? Message.Read(json) : (string?)json[text];

    internal static IReadOnlyList<Message> Several(JsonNode json, string texts, string messages) =>
        [.. Items(json, json[messages] is null ? texts : messages).Select(Message.Read)];

    internal static IEnumerable<JsonNode> Items(JsonNode? json, string name) => (json?[name] as JsonArray ?? []).OfType<JsonNode>();
}

/// <param name="Workload"><c>Deployment/ui-private</c></param>
public sealed record Affected(string Namespace, string Workload, int Pods);

/// <summary>The change of a repository policy that was worked out, whoever may make it.</summary>
/// <param name="After">Null: the policy is deleted.</param>
public sealed record Change(
    PolicyDocument Before, PolicyDocument? After, IReadOnlyList<ChangedAnswer> Answers, IReadOnlyList<Message> Warnings, string Hash)
{
    /// <returns>Null where the plan holds none.</returns>
    public static Change? Of(JsonNode plan) => plan["before"] is not { } before ? null : new(
        PolicyDocument.Parse(JsonText.Compact(before)),
        plan["after"] is { } after ? PolicyDocument.Parse(JsonText.Compact(after)) : null,
        [.. Report.Items(plan, "changes").Select(one => new ChangedAnswer(
            Report.Text(one, "principal"), Report.Text(one, "action"), Answer(one, "was"), Answer(one, "becomes")))],
        Report.Several(plan, "warnings", "warningMessages"),
        Report.Text(plan, "hash"));

    private static PolicyAnswer Answer(JsonNode change, string name) => Enum.Parse<PolicyAnswer>(Report.Text(change, name));
}

/// <param name="Principal">As the policy names it.</param>
public sealed record ChangedAnswer(string Principal, string Action, PolicyAnswer Was, PolicyAnswer Becomes);
