using Remediator.Core.Findings;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Wording;

public abstract partial record Words
{
    private sealed record Japanese : Words
    {
        public override string Tag => "ja";

        public override CauseWords Of(Cause cause, Named named) =>
            JapaneseCauses.Of(cause, named with { WhyNotEcr = JapanesePhrases.Of(named.WhyNotEcr) });

        public override string Of(Confidence confidence) => confidence switch
        {
            Confidence.Proved => "確認済み",
            Confidence.Likely => "推定（未確認）",
            _ => "不明",
        };

        public override string Of(Status status) => status switch
        {
            Status.Diagnosed => "診断済み",
            Status.Fixed => "修正済み",
            Status.RolledBack => "ロールバック済み",
            Status.AwaitingApproval => "承認待ち",
            Status.Refused => "変更見送り",
            Status.Resolved => "解消済み",
            _ => "失敗",
        };

        public override string Of(Step step) => step switch
        {
            Step.PodStatus => "Pod の状態",
            Step.PodEvents => "Pod のイベント",
            Step.ImageReference => "イメージ参照",
            Step.ImageExists => "イメージの有無",
            Step.Puller => "プルする主体",
            Step.IdentityPermissions => "ロールのアクセス許可",
            Step.RepositoryPolicy => "リポジトリポリシー",
            Step.Network => "ネットワーク",
            Step.Remediation => "修復",
            _ => "確認",
        };

        public override string Of(StepResult result) => result switch
        {
            StepResult.Pass => "正常",
            StepResult.Fail => "異常",
            StepResult.Unknown => "不明",
            _ => "未実施",
        };

        public override string Of(Deed deed) => deed switch
        {
            Deed.PatchedAndReady => "リポジトリポリシーを修正しました。イメージはプルされ、Pod は Ready です。",
            Deed.PatchedAndPulled => "リポジトリポリシーを修正し、イメージがプルされたことを確認しました。",
            Deed.PatchedNotReady => "リポジトリポリシーを修正し、イメージはプルされました。Pod はまだ Ready ではありません。",
            Deed.PatchedUnseen => "リポジトリポリシーを修正しましたが、プルはまだ確認できていません。次のイベントで再確認します。",
            Deed.RolledBack => "リポジトリポリシーを修正してもプルに失敗したため、元のポリシーに戻しました。",
            Deed.RollbackFailed => "【至急】修正の効果がなく、元のポリシーに戻すこともできませんでした。",
            Deed.PolicyMoved => "その間にポリシーが他者によって変更されたため、上書きしませんでした。",
            Deed.NotNeeded => "すでに解消しており、対処は不要でした。",
            Deed.Refused => "変更を予定しましたが、実施していません。",
            Deed.Failed => "変更を試みましたが、失敗しました。",
            Deed.NothingFailsYet => "まだ障害は起きていません。Pod はノードのキャッシュにあるイメージで動いており、次のプルで失敗します。",
            Deed.OnlyReported => "何も変更していません（このデプロイは報告のみのモードです）。",
            Deed.PersonDecides => "何も変更していません。担当者の判断が必要です。",
            _ => "何も変更していません。",
        };

        public override string Of(Label label) => label switch
        {
            Label.Incident => "インシデント",
            Label.Cluster => "クラスター",
            Label.Image => "イメージ",
            Label.Puller => "プル主体",
            Label.Workload => "ワークロード",
            Label.Where => "■ 発生箇所",
            Label.Evidence => "■ 根拠",
            Label.NotKnown => "■ 確認できなかったこと",
            Label.WhatWasDone => "■ 実施した対処",
            Label.Next => "■ 次の対応",
            Label.Commands => "■ 手動で確認するコマンド",
            Label.AnswersChanged => "■ 変わった判定（これ以外は変わっていません）",
            Label.AnswersWouldChange => "■ 変わる判定（これ以外は変わりません）",
            Label.PolicyBefore => "■ 変更前のポリシー（元に戻すときに使用）",
            Label.PolicyAfter => "■ 変更後のポリシー",
            Label.PolicyDiff => "■ ポリシーの差分",
            Label.PolicyDeleted => "ステートメントが残らないため、ポリシーを削除します。",
            Label.Chain => "■ プルの経路",
            Label.BrokenHere => "ここで失敗",
            Label.TimeLine => "■ タイムライン",
            Label.Plan => "プラン",
            Label.NodeRole => "ノードロール",
            Label.CommandElsewhere => "（コマンドは E メールと、このインシデントのログにあります）",
            _ => "（ここで省略しました。残りは関数のログにあります）",
        };

        public override string Of(PolicyAnswer answer) => answer switch
        {
            PolicyAnswer.Allowed => "許可",
            PolicyAnswer.ExplicitlyDenied => "明示的な拒否",
            PolicyAnswer.ImplicitlyDenied => "暗黙的な拒否",
            _ => "不明",
        };

        public override string Of(Hint hint, string why) => hint switch
        {
            Hint.PutBackIfMeant => "この拒否 (Deny) が意図的なものであれば、元のポリシーに戻してください:",
            Hint.PutBackNow => "今すぐ、手動で元のポリシーに戻してください:",
            Hint.LookAgain => "もう一度確認してください。kubelet は少なくとも 5 分ごとにプルを再試行します。",
            Hint.ReadPolicyAgain => "現在のポリシーを確認してください。次のイベントで改めて判定します。",
            Hint.ApplyOrLetApply => "手動で変更を適用するか、REMEDIATION_MODE=auto で自動適用させてください:",
            Hint.ApplyByHand => "手動で変更を適用する場合:",
            Hint.Decide => $"判断してください。理由: {Sentence(why)}適用する場合の変更:",
            Hint.Approve => "インシデントテーブルがある場合は、このプランだけを承認（または却下）できます:",
            Hint.AskOwner => $"このプログラムは変更を許可されていません。理由: {Sentence(why)}リポジトリの所有者がタグを付けると許可されます:",
            Hint.NotEdited => $"このプログラムはこのポリシーを編集しません。理由: {Sentence(why)}",
            _ => "対応は不要です。",
        };

        public override string Sentence(string reason) =>
            JapanesePhrases.Of(reason) is var text && (text.Length == 0 || text.EndsWith('。')) ? text : $"{text}。";

        public override string Phrase(string reason) => JapanesePhrases.Of(reason);

        public override string Answer(string action, string principal, PolicyAnswer was, PolicyAnswer becomes) =>
            $"{action}（{principal}）: {Of(was)} → {Of(becomes)}";

        public override string Over(string diagnosis) => $"解消済み: {diagnosis}";

        public override string Count(int pods, bool ahead) => ahead ? $"{pods} 個の Pod が稼働中" : $"{pods} 個の Pod でプル失敗";

        public override string More(int workloads) => $"ほか {workloads} 個のワークロード";

        public override string Place(string workload, string ns, string cluster, int pods) =>
            $"クラスター {cluster} / 名前空間 {ns} / {workload}{(pods > 1 ? $"（合計 {pods} 個の Pod）" : "")}";

        public override string PulledBy(string role, string how) => $"プル主体 {role}（{how}）";
    }
}
