using System.Text.Json.Nodes;
using Remediator.Core.Common;
using Remediator.Core.Findings;
using Remediator.Core.Images;
using Remediator.Core.Plans;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Messages;

/// <summary>
/// A custom notification of Amazon Q Developer in chat applications, schema 1.0. All findings of one incident share a thread.
/// Source: https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
/// </summary>
public static class ChatNotification
{
    /// <summary>A whole policy does not belong into a chat line.</summary>
    private const int LongestCommand = 300;

    /// <summary>What is longer is read in the mail.</summary>
    private const int LongestText = 500;

    private const int LinesShown = 20;

    public static JsonObject Of(Report report, Words words) => new()
    {
        ["version"] = "1.0",
        ["source"] = "custom",
        ["id"] = report.Key,
        ["content"] = new JsonObject
        {
            ["textType"] = "client-markdown",
            ["title"] = $"{Icon(report.Status)} {Prose(Headline.Diagnosis(report, words))}",
            ["description"] = Description(report, words),
            ["nextSteps"] = JsonText.ArrayOf(NextSteps(report, words)),
            ["keywords"] = new JsonArray(report.Cause.ToString(), Names.Of(report.Status), Prose(report.Cluster)),
        },
        ["metadata"] = new JsonObject
        {
            ["threadId"] = report.Key,
            ["summary"] = Prose(Headline.Done(report, words)),
            ["eventType"] = report.Cause.ToString(),
            ["relatedResources"] = JsonText.ArrayOf(Resources(report)),
            ["additionalContext"] = Context(report),
            ["enableCustomActions"] = IsDecidable(report),
        },
    };

    private static string Description(Report report, Words words)
    {
        string?[] lines =
        [
            $"*{Prose(Headline.Done(report, words))}*",
            report is { Result: not nameof(Outcome.Patched), OutcomeWhy: { } why } ? Prose(words.Sentence(why)) : null,
            Prose(Headline.Proof(report, words)),
            words.Place(Code(report.First.Workload), Code(report.First.Namespace), Code(report.Cluster), report.Pods),
            $"{words.Of(Label.Image)} {Code(report.Image.Text)}",
            report.Puller is { } puller ? words.PulledBy(Code(puller.ToString()), Prose(words.Phrase(report.How))) : null,
            .. report.Evidence.Where(evidence => evidence is { Step: < Step.Remediation, Result: StepResult.Fail or StepResult.Unknown })
                .Select(evidence => $"• {words.Of(evidence.Step)}: {Prose(words.Phrase(evidence.What))}"),
            .. (report.Change?.Answers ?? []).Select(answer => $"→ {words.Answer(answer.Action, Code(answer.Principal), answer.Was, answer.Becomes)}"),
            .. (report.Change?.Warnings ?? []).Select(warning => $"! {Prose(words.Phrase(warning))}"),
        ];
        var told = lines.OfType<string>().ToArray();
        return string.Join('\n', [.. told.Take(LinesShown), .. told.Length > LinesShown ? [words.Of(Label.CutShort)] : Array.Empty<string>()]);
    }

    private static string Prose(string text) => Untrusted.Markdown(text, LongestText);

    private static string Code(string text) => Untrusted.Code(text, LongestText);

    private static IEnumerable<string> NextSteps(Report report, Words words) =>
        Advice.For(report, words).Select(advice => advice.Command switch
        {
            null => Prose(advice.Says),
            { Length: <= LongestCommand } command => $"{Prose(advice.Says)} {Code(command)}",
            _ => $"{Prose(advice.Says)} {words.Of(Label.CommandElsewhere)}",
        });

    private static IEnumerable<string> Resources(Report report)
    {
        if (report.Image is ImageReference.Ecr image)
            yield return image.RepositoryArn;
        if (report.Puller is { } puller)
            yield return puller.ToString();
        if (report is { Scope: { } scope, Puller: { } of })
            yield return $"arn:{of.Partition}:eks:{scope.Region}:{scope.Account}:cluster/{Untrusted.Line(scope.Cluster)}";
    }

    private static bool IsDecidable(Report report) => report is { Status: Status.AwaitingApproval, Change: not null };

    /// <summary>
    /// What the buttons of a channel can hand on, an approval above all. A value is printable ASCII without spaces:
    /// https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CustomActionAttachment.html
    /// </summary>
    private static JsonObject Context(Report report)
    {
        var context = new JsonObject
        {
            ["incident"] = report.Key,
            ["status"] = Names.Of(report.Status),
            ["cause"] = report.Cause.ToString(),
            ["cluster"] = Variable(report.Cluster),
            ["namespace"] = Variable(report.First.Namespace),
        };
        if (IsDecidable(report))
            context["planHash"] = report.Change!.Hash;
        return context;
    }

    private static string Variable(string text) => string.Concat(text.Take(200).Select(c => c is > ' ' and <= '~' and not ('<' or '>' or '`' or '@') ? c : '?'));

    private static string Icon(Status status) => status switch
    {
        Status.Fixed or Status.Resolved => ":white_check_mark:",
        Status.AwaitingApproval => ":raised_hand:",
        Status.RolledBack => ":leftwards_arrow_with_hook:",
        Status.Failed => ":rotating_light:",
        _ => ":warning:",
    };
}
