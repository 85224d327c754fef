using Remediator.Core.Findings;
using Remediator.Core.Images;
using Remediator.Core.Plans;
using Remediator.Core.Verdicts;

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
    private const int ImagesShown = 10;

    public static JsonObject Of(Report report, Catalogue catalogue)
    {
        var content = new JsonObject
        {
            ["textType"] = "client-markdown",
            ["title"] = $"{Icon(report.Status)} {Prose(catalogue.Text(Headline.Diagnosis(report)))}",
            ["description"] = Description(report, catalogue),
            ["nextSteps"] = JsonText.ArrayOf(NextSteps(report, catalogue)),
            ["keywords"] = new JsonArray(report.Cause.WireName, report.Status.WireName, Prose(report.Cluster)),
        };
        if (content["nextSteps"] is JsonArray { Count: 0 })
            content.Remove("nextSteps");
        return new JsonObject
        {
            ["version"] = "1.0",
            ["source"] = "custom",
            ["id"] = report.Key,
            ["content"] = content,
            ["metadata"] = new JsonObject
            {
                ["threadId"] = report.Key,
                ["summary"] = Prose(catalogue.Text(OutcomeLine.Of(report))),
                ["eventType"] = report.Cause.WireName,
                ["relatedResources"] = JsonText.ArrayOf(Resources(report)),
                ["additionalContext"] = Context(report),
                ["enableCustomActions"] = IsDecidable(report),
            },
        };
    }

    private static string Description(Report report, Catalogue catalogue)
    {
        string?[] lines =
        [
            $"*{Prose(catalogue.Text(OutcomeLine.Of(report)))}*",
            report is { Result: not Outcome.Patched.WireName, OutcomeWhy: { } why } ? Prose(catalogue.Sentence(why)) : null,
            report.Unseen is null ? catalogue.Text(Place(report)) : null,
            report.Unseen is null ? $"{catalogue.Text(new Message("label.image"))} {Images(report)}" : null,
            report is { Puller: { } puller, How: { } how }
                ? catalogue.Text(new Message("line.pulled-by", ("role", Code($"{puller}")), ("how", Prose(catalogue.Text(how))))) : null,
            // what is said below may not be so any more
            Labels.EvidenceHeading(report) is { Code: not "label.evidence" } then ? $"*{Prose(catalogue.Text(then))}*" : null,
            Prose(catalogue.Sentence(Headline.Proof(report))),
            .. report.Evidence.Where(evidence => evidence is { Step: < Step.Remediation, Result: StepResult.Fail or StepResult.Unknown })
                .Select(evidence => $"• {catalogue.Text(Labels.Of(evidence.Step))}: {Prose(catalogue.Text(evidence.What))}"),
            .. Changes(report, catalogue),
        ];
        var shown = lines.OfType<string>().ToArray();
        string[] cut = shown.Length > LinesShown ? [catalogue.Text(new Message("label.cut-short"))] : [];
        return string.Join('\n', [.. shown.Take(LinesShown), .. cut]);
    }

    /// <summary>What changes, under what became of it.</summary>
    private static IEnumerable<string> Changes(Report report, Catalogue catalogue) =>
        report.Change is not { } change || Labels.PermissionsHeading(report) is not { } heading ? [] :
        [
            $"*{Prose(catalogue.Text(heading))}*",
            .. Labels.Permissions(change, Code).Select(one => $"→ {catalogue.Text(one)}"),
            .. change.Warnings.Select(warning => $"! {Prose(catalogue.Text(warning))}"),
        ];

    private static string Images(Report report)
    {
        var more = report.OtherImages.Count + 1 - ImagesShown;
        var shown = string.Join(", ", report.OtherImages.Prepend(report.Image.Text).Take(ImagesShown).Select(Code));
        return more > 0 ? $"{shown} (+{more})" : shown;
    }

    private static Message Place(Report report)
    {
        var (workload, ns, cluster) = (Code(report.First.Workload), Code(report.First.Namespace), Code(report.Cluster));
        return report.Pods > 1
            ? new Message("line.place-of-many", ("workload", workload), ("namespace", ns), ("cluster", cluster), ("count", report.Pods))
            : new Message("line.place", ("workload", workload), ("namespace", ns), ("cluster", cluster));
    }

    private static string Prose(string text) => Untrusted.Markdown(text, LongestText);

    private static string Code(string text) => Untrusted.Code(text, LongestText);

    private static IEnumerable<string> NextSteps(Report report, Catalogue catalogue) =>
        from advice in Advice.For(report)
        let says = Prose(catalogue.Sentence(advice.Says))
        select advice.Command switch
        {
            null => says,
            { Length: <= LongestCommand } command => $"{says} {Code(command)}",
            _ => $"{says} {catalogue.Text(new Message("label.command-elsewhere"))}",
        };

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
    /// What the buttons of a channel can pass on, above all an approval. A value is printable ASCII without spaces:
    /// https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CustomActionAttachment.html
    /// </summary>
    private static JsonObject Context(Report report)
    {
        var context = new JsonObject
        {
            ["incident"] = report.Key,
            ["status"] = report.Status.WireName,
            ["cause"] = report.Cause.WireName,
            ["cluster"] = Variable(report.Cluster),
            ["namespace"] = Variable(report.First.Namespace),
        };
        if (IsDecidable(report))
            context["planHash"] = report.Change!.Hash;
        return context;
    }

    private static string Variable(string text) =>
        string.Concat(text.Take(200).Select(c => c is > ' ' and <= '~' and not ('<' or '>' or '`' or '@') ? c : '?'));

    private static string Icon(Status status) => status switch
    {
        Status.Fixed or Status.Resolved => ":white_check_mark:",
        Status.AwaitingApproval => ":raised_hand:",
        Status.RolledBack => ":leftwards_arrow_with_hook:",
        Status.Failed => ":rotating_light:",
        _ => ":warning:",
    };
}
