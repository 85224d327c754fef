using Remediator.Core.Plans;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Wording;

internal static partial class JapanesePhrases
{
    private static readonly Phrase[] s_events = [.. Enum.GetValues<Symptom>().Select(symptom => new Phrase($"{symptom}: {{}}", $"{JapaneseNames.Beside(symptom)}: {{0}}"))];

    /// <summary>What a node said itself, after what it was understood as; it is none of our sentences, whatever it looks like.</summary>
    private static string? Event(string english) => First(s_events, english, Of);

    /// <summary>Words of the contract in a sentence: a Japanese name, and the word itself, which programs and searches know.</summary>
    private static Phrase[] Names =>
    [
        .. Enum.GetValues<Symptom>().Select(symptom => new Phrase($"{symptom}", JapaneseNames.Beside(symptom))),
        .. Enum.GetValues<Cause>().Select(cause => new Phrase($"{cause}", JapaneseNames.Beside(cause))),
        .. Enum.GetValues<PolicyAnswer>().Select(answer => new Phrase($"{answer}", Words.In(Language.Ja).Of(answer))),
        new(nameof(Plan.PatchPolicy), "ポリシーの修正 (PatchPolicy)"),
        new(nameof(Plan.Ask), "承認の依頼 (Ask)"),
        new(nameof(Plan.LeaveAlone), "変更なし (LeaveAlone)"),
        new("resource-based policy", "リソースベースのポリシー"),
        new("identity-based policy", "アイデンティティベースのポリシー"),
        new("VPC endpoint policy", "VPC エンドポイントポリシー"),
        new("service control policy", "サービスコントロールポリシー"),
        new("resource control policy", "リソースコントロールポリシー"),
        new("session policy", "セッションポリシー"),
        new("approved", "承認済み"),
        new("rejected", "却下済み"),
    ];
}
