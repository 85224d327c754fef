using System.Text.Json.Nodes;

namespace Remediator.Core;

/// <summary>
/// A custom notification of Amazon Q Developer in chat applications, schema 1.0. All findings of one incident share a thread.
/// Source: https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
/// </summary>
public static class ChatNotification
{
    /// <summary>A whole policy does not belong into a chat line.</summary>
    private const int LongestCommand = 300;

    public static JsonObject Of(Finding finding) => new()
    {
        ["version"] = "1.0",
        ["source"] = "custom",
        ["content"] = new JsonObject
        {
            ["textType"] = "client-markdown",
            ["title"] = $"{Icon(finding.Status)} {Untrusted.Markdown(Headline.Diagnosis(finding))}",
            ["description"] = Description(finding),
            ["nextSteps"] = new JsonArray([.. NextSteps(finding).Select(JsonNode? (step) => JsonValue.Create(step))]),
            ["keywords"] = new JsonArray(finding.Verdict.Cause.ToString(), Names.Of(finding.Status), Untrusted.Markdown(finding.Failure.Scope.Cluster)),
        },
        ["metadata"] = new JsonObject
        {
            ["threadId"] = finding.Key,
            ["summary"] = Untrusted.Markdown(Headline.Deed(finding)),
            ["eventType"] = finding.Verdict.Cause.ToString(),
            ["relatedResources"] = new JsonArray([.. Resources(finding).Select(JsonNode? (arn) => JsonValue.Create(arn))]),
        },
    };

    private static string Description(Finding finding)
    {
        var failure = finding.Failure;
        string?[] lines =
        [
            $"*{Untrusted.Markdown(Headline.Deed(finding))}*",
            finding.Outcome is not Outcome.Patched { Pulled: true } && finding.Outcome.Why is { } why ? Untrusted.Markdown(why) : null,
            $"{Untrusted.Code(failure.First.Workload.ToString())} in {Untrusted.Code(failure.First.Namespace)} on {Untrusted.Code(failure.Scope.Cluster)}"
                + (failure.Pods.Count > 1 ? $", {failure.Pods.Count} pods in all" : ""),
            $"image {Untrusted.Code(failure.Image.ToString() ?? "")}",
            finding.Puller is { } puller ? $"pulled by {Untrusted.Code(puller.Role.ToString())} ({Untrusted.Markdown(puller.How)})" : null,
            .. finding.Verdict.Evidence.Where(e => e.Result is StepResult.Fail or StepResult.Unknown)
                .Select(e => $"• {Names.Of(e.Step)}: {Untrusted.Markdown(e.What)}"),
            .. (finding.Plan.Proposal?.Changes ?? []).Select(c => $"→ {c.Action} for {Untrusted.Code(c.Principal)}: {c.Was} → {c.Becomes}"),
        ];
        return string.Join('\n', lines.OfType<string>());
    }

    private static IEnumerable<string> NextSteps(Finding finding) =>
        Advice.For(finding).Select(advice => advice.Command is { Length: <= LongestCommand } command
            ? $"{Untrusted.Markdown(advice.Says)} {Untrusted.Code(command)}"
            : advice.Command is null ? Untrusted.Markdown(advice.Says)
            : $"{Untrusted.Markdown(advice.Says)} (the command stands in the e-mail and in the log of incident {finding.Key})");

    private static IEnumerable<string> Resources(Finding finding)
    {
        if (finding.Failure.Image is ImageReference.Ecr image)
            yield return image.RepositoryArn;
        if (finding.Puller is { } puller)
            yield return puller.Role.ToString();
    }

    private static string Icon(Status status) => status switch
    {
        Status.Fixed or Status.Resolved => ":white_check_mark:",
        Status.AwaitingApproval => ":raised_hand:",
        Status.RolledBack => ":leftwards_arrow_with_hook:",
        Status.Failed => ":rotating_light:",
        _ => ":warning:",
    };
}
