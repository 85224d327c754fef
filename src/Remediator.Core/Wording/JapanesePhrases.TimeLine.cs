namespace Remediator.Core.Wording;

internal static partial class JapanesePhrases
{
    /// <summary>What happened when.</summary>
    private static Phrase[] TimeLine =>
    [
        new("the function was started by the alarm", "アラームにより関数が起動しました"),
        new("{} was called on {}", "{1} に対して {0} を呼び出しました"),
        new("the incident was seen first", "インシデントを最初に検出しました"),
        new("the old policy was kept, and the change begun", "元のポリシーを保存し、変更を開始しました"),
        new("people were told", "担当者に通知しました"),
        new("the pods run", "Pod が稼働しています"),
        new("no pod waits for this image any more; it lasted {} s", "このイメージを待つ Pod はなくなりました（継続時間: {0} 秒）"),
        new("no pod waits for this image any more; it lasted {} minutes", "このイメージを待つ Pod はなくなりました（継続時間: {0} 分）"),
        new("no pod waits for this image any more; it lasted {} hours", "このイメージを待つ Pod はなくなりました（継続時間: {0} 時間）"),
        new("it is over", "解消しました"),
        new("the pods do not run yet", "Pod はまだ稼働していません"),
    ];
}
